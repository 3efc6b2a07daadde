import type { LeakyNetwork } from '@lrsim/rnn';
import { columnsOf } from './gradient-columns.js';
import type { InfluenceMethod } from './types.js';

/** For each unit, the units (in order) on which the influence of its parameters is kept. */
export type InfluencePattern = readonly (readonly number[])[];

/**
 * The influence of each unit's parameters on the units of a pattern, and only those (SnAp; Menick et al. 2020): it travels
 * through J_t, the direct influence is added, and what leaves the pattern is dropped,
 *
 *     R_t,kij = [k in pattern of i] (sum_l J_t,kl R_{t-1,lij} + [k = i] F_t,i p_t,j)
 *
 * Stored without the zeros, as one row of all of unit i's parameters for each k: `sum of pattern sizes x columns` values, d N m
 * for patterns of d units. With all units in every pattern it is RTRL (Williams & Zipser 1989).
 */
export function patternedInfluence(
  network: Pick<LeakyNetwork, 'nUnits' | 'nIn'>,
  pattern: InfluencePattern,
): InfluenceMethod {
  const { nUnits } = network;
  const columns = columnsOf(network);
  const start = new Int32Array(nUnits + 1); // where unit i's rows start
  pattern.forEach((kept, i) => {
    start[i + 1] = start[i] + kept.length;
  });
  const largest = Math.max(...pattern.map((kept) => kept.length));
  const next = new Float64Array(largest * columns); // of one unit, written anew for each
  return {
    start() {
      const values = new Float64Array(start[nUnits] * columns);
      pattern.forEach((kept, i) => {
        values[(start[i] + kept.indexOf(i)) * columns + columns - 1] = 1;
      });
      return { influence: values };
    },
    advance({ influence }, step) {
      const J = step.jacobian();
      pattern.forEach((kept, i) => {
        next.fill(0, 0, kept.length * columns);
        for (let to = 0; to < kept.length; to++)
          for (let from = 0; from < kept.length; from++) {
            const through = J[kept[to] * nUnits + kept[from]];
            if (through === 0) continue; // no connection, or a unit without slope
            const source = (start[i] + from) * columns;
            for (let j = 0; j < columns; j++) next[to * columns + j] += through * influence[source + j];
          }
        const own = kept.indexOf(i) * columns;
        for (let j = 0; j < columns - 1; j++) next[own + j] += step.direct[i] * step.sources[j];
        influence.set(next.subarray(0, kept.length * columns), start[i] * columns);
      });
    },
    credit({ influence }, signal, gradient) {
      pattern.forEach((kept, i) => {
        kept.forEach((k, row) => {
          const weight = signal[k];
          if (weight === 0) return;
          const source = (start[i] + row) * columns;
          for (let j = 0; j < columns; j++) gradient[i * columns + j] += weight * influence[source + j];
        });
      });
    },
  };
}
