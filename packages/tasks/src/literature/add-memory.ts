import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of the add task. */
export interface AddMemoryOptions extends TaskSettings {
  /** Lags of the two dependencies in symbols (default 6 and 10). */
  readonly lags?: readonly [first: number, second: number];
  /** Symbols in a trial (default 100). */
  readonly symbols?: number;
  /** Whether targets are drawn with the probability y, or are y itself (default true: y). */
  readonly deterministic?: boolean;
}

/**
 * Remember two lags: y(t) = 0.5 + 0.5 x(t - lag1) - 0.25 x(t - lag2) of coin flips x, one symbol a step. How far credit reaches shows in the
 * cross-entropy: 0.66 nat without memory, 0.52 with the first lag, 0.45 with both. Symbols before the trial count as 0; the first lag2
 * targets do not count (in the code of the source the sequence wraps around).
 *
 * Inputs: x, 1 - x. Outputs: y, 1 - y, or a coin of that probability.
 *
 * @source Pitis 2016; Marschall, Cho & Savin 2020 (jmlr 21, 19-562).
 */
export function addMemory({
  lags = [6, 10],
  symbols = 100,
  deterministic = true,
  ...settings
}: AddMemoryOptions = {}): DefinedTask {
  const [near, far] = lags;
  checkInteger('addMemory', 'lags[0]', near);
  checkInteger('addMemory', 'lags[1]', far, near + 1);
  checkInteger('addMemory', 'symbols', symbols, far + 1);
  return defineTask(
    {
      name: 'add-memory',
      source: 'Marschall et al. 2020',
      dtMs: 1,
      inputs: { symbol: 2 },
      outputs: 2,
      conditions: [{}],
      periods: { sequence: symbols },
      trial(trial, _, rng) {
        const x: number[] = [];
        for (let t = 0; t < trial.span('sequence')[1]; t++) {
          x.push(rng.integer(2));
          const probability = 0.5 + 0.5 * (x[t - near] ?? 0) - 0.25 * (x[t - far] ?? 0);
          const y = deterministic ? probability : Number(rng.uniform() < probability);
          trial.showSteps('symbol', t, t + 1, [x[t], 1 - x[t]]);
          trial.targetSteps(t, t + 1, [y, 1 - y]);
        }
        trial.weighSteps(0, far, 0);
      },
    },
    settings,
  );
}
