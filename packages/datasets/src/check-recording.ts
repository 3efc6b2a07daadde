import { ArgumentError, NonFiniteError, type Recording } from '@lrsim/core';

/**
 * Throws unless a recording is complete and consistent: rates [conditions, time, units] with a label or time for each
 * index, at least two conditions and bins and one unit, finite rates that are not negative, ascending times, trial
 * counts [conditions, units], and behaviour [conditions, time].
 *
 * @param where - the calling function, for messages.
 * @throws NonFiniteError for a missing value, naming its condition, time and unit; ArgumentError for the rest.
 */
export function checkRecording(recording: Recording, where = 'checkRecording'): void {
  const { rates, timeMs, units, conditions, trialCounts, behaviour } = recording;
  const of = `of recording '${recording.name}'`;
  checkShape(
    where,
    `rates ${of}`,
    rates,
    [conditions.length, timeMs.length, units.length],
    '[conditions, time, units]',
  );
  if (conditions.length < 2 || timeMs.length < 2 || units.length < 1)
    throw new ArgumentError(
      `${where}: rates ${of} have the shape [${rates.shape.join(', ')}]; expected at least 2 conditions, 2 time bins and 1 unit`,
    );
  timeMs.forEach((time, i) => {
    if (!Number.isFinite(time) || (i > 0 && time <= timeMs[i - 1]))
      throw new ArgumentError(`${where}: timeMs ${of} is ${time} at index ${i}; expected finite ascending times`);
  });
  rates.data.forEach((rate, i) => {
    if (rate >= 0 && rate < Infinity) return;
    const unit = units[i % units.length];
    const sample = Math.floor(i / units.length);
    const place = `condition '${conditions[Math.floor(sample / timeMs.length)]}', time ${timeMs[sample % timeMs.length]} ms, unit '${unit}'`;
    if (Number.isFinite(rate))
      throw new ArgumentError(`${where}: rates ${of} are ${rate} at ${place}; expected rates of 0 Hz or more`);
    throw new NonFiniteError(
      `${where}: rates ${of} are ${rate} at ${place}; expected finite rates. Leave such units out with selectUnits, or fill the values first.`,
    );
  });
  if (trialCounts)
    checkShape(where, `trialCounts ${of}`, trialCounts, [conditions.length, units.length], '[conditions, units]');
  for (const [name, trace] of Object.entries(behaviour)) {
    checkShape(where, `behaviour '${name}' ${of}`, trace, [conditions.length, timeMs.length], '[conditions, time]');
    const missing = trace.data.findIndex((value) => !Number.isFinite(value));
    if (missing >= 0)
      throw new NonFiniteError(
        `${where}: behaviour '${name}' ${of} is ${trace.data[missing]} at condition '${conditions[Math.floor(missing / timeMs.length)]}', time ${timeMs[missing % timeMs.length]} ms; expected finite values`,
      );
  }
}

function checkShape(
  where: string,
  what: string,
  array: Recording['rates'],
  expected: readonly number[],
  axes: string,
): void {
  const size = expected.reduce((product, length) => product * length, 1);
  if (array.shape.join() !== expected.join() || array.data.length !== size)
    throw new ArgumentError(
      `${where}: ${what} has the shape [${array.shape.join(', ')}] and ${array.data.length} values; expected [${expected.join(', ')}] ${axes}`,
    );
}
