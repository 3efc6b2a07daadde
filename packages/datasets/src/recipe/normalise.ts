import { checkNumber, type Recording } from '@lrsim/core';

/** The recording with each unit's rates changed by a function of all of them, [conditions, time]. */
function unitByUnit(recording: Recording, change: (rates: Float64Array) => Float64Array): Recording {
  const { data, shape } = recording.rates;
  const units = recording.units.length;
  const changed = new Float64Array(data.length);
  for (let unit = 0; unit < units; unit++) {
    const own = Float64Array.from({ length: data.length / units }, (_, row) => data[row * units + unit]);
    change(own).forEach((value, row) => {
      changed[row * units + unit] = value;
    });
  }
  return { ...recording, rates: { data: changed, shape } };
}

/**
 * Soft normalisation: each unit's rates over its range plus `offset` Hz (default 5), so that units of low rates count little.
 *
 * @source Churchland et al. 2012 (doi 10.1038/nature11129).
 */
export function softNormalised(recording: Recording, offsetHz = 5): Recording {
  checkNumber('softNormalised', 'offsetHz', offsetHz, 0);
  return unitByUnit(recording, (rates) => {
    const [least, most] = rates.reduce(
      ([low, high], rate) => [Math.min(low, rate), Math.max(high, rate)],
      [Infinity, -Infinity],
    );
    const range = most - least + offsetHz;
    return rates.map((rate) => (range > 0 ? rate / range : 0));
  });
}

/** Each unit's rates minus their mean, over their SD over conditions and times; 0 for a unit that does not vary. */
export const zScored = (recording: Recording): Recording =>
  unitByUnit(recording, (rates) => {
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
    return rates.map((rate) => (variance > 0 ? (rate - mean) / Math.sqrt(variance) : 0));
  });

/** Each unit's rates minus their mean over conditions at the same time. */
export function withoutCrossConditionMean(recording: Recording): Recording {
  const [conditions, times] = recording.rates.shape;
  return unitByUnit(recording, (rates) =>
    rates.map((rate, at) => {
      let sum = 0;
      for (let condition = 0; condition < conditions; condition++) sum += rates[condition * times + (at % times)];
      return rate - sum / conditions;
    }),
  );
}
