import { ArgumentError, checkNumber, type NdArray, type Recording } from '@lrsim/core';

/**
 * The recording between two times, both included (ms, compared with the centres of its bins); behaviour is cut alike.
 *
 * @throws ArgumentError where fewer than two bins are left.
 */
export function selectTime(recording: Recording, fromMs: number, toMs: number): Recording {
  checkNumber('selectTime', 'fromMs', fromMs);
  checkNumber('selectTime', 'toMs', toMs);
  const { timeMs, rates, behaviour } = recording;
  const inside = Array.from(timeMs.keys()).filter((i) => timeMs[i] >= fromMs && timeMs[i] <= toMs);
  if (inside.length < 2)
    throw new ArgumentError(
      `selectTime: ${fromMs} to ${toMs} ms holds ${inside.length} bins of recording '${recording.name}'; ` +
        `expected two at least of ${timeMs[0]} to ${timeMs[timeMs.length - 1]} ms`,
    );
  const first = inside[0];
  const end = inside[inside.length - 1] + 1;
  const cut = ({ data, shape: [conditions, time, ...rest] }: NdArray<Float64Array>) => {
    const width = data.length / (conditions * time);
    const kept = new Float64Array(conditions * (end - first) * width);
    for (let c = 0; c < conditions; c++)
      kept.set(data.subarray((c * time + first) * width, (c * time + end) * width), c * (end - first) * width);
    return { data: kept, shape: [conditions, end - first, ...rest] };
  };
  return {
    ...recording,
    rates: cut(rates),
    timeMs: timeMs.slice(first, end),
    behaviour: Object.fromEntries(Object.entries(behaviour).map(([name, trace]) => [name, cut(trace)])),
  };
}
