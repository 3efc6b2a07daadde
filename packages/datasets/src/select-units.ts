import { ArgumentError, type NdArray, type Recording } from '@lrsim/core';

/**
 * The recording with these units only, in this order.
 *
 * @param units - indices into `recording.units`, each at most once, at least one.
 * @throws ArgumentError for an index that is not a unit's, or comes twice.
 */
export function selectUnits(recording: Recording, units: ArrayLike<number>): Recording {
  const indices = Array.from(units);
  const count = recording.units.length;
  const wrong = indices.find(
    (unit, i) => !Number.isInteger(unit) || unit < 0 || unit >= count || indices.indexOf(unit) !== i,
  );
  if (wrong !== undefined || indices.length === 0)
    throw new ArgumentError(
      `selectUnits: units ${wrong === undefined ? 'is empty' : `has ${wrong}`}; expected different indices from 0 to ${count - 1}`,
    );
  const columns = ({ data, shape }: NdArray<Float64Array>) => {
    const rows = data.length / count;
    const picked = new Float64Array(rows * indices.length);
    for (let row = 0; row < rows; row++)
      indices.forEach((unit, i) => {
        picked[row * indices.length + i] = data[row * count + unit];
      });
    return { data: picked, shape: [...shape.slice(0, -1), indices.length] };
  };
  const { rates, trialCounts } = recording;
  return {
    ...recording,
    rates: columns(rates),
    units: indices.map((unit) => recording.units[unit]),
    ...(trialCounts && { trialCounts: columns(trialCounts) }),
  };
}
