import { createRng } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of mimicking a network. */
export interface MimicOptions extends TaskSettings {
  /** Units of the network that is mimicked (default 32). */
  readonly units?: number;
  readonly inputs?: number;
  readonly outputs?: number;
  /** Steps of a trial (default 100). */
  readonly steps?: number;
  /** Of its weights (default 0). */
  readonly networkSeed?: number;
}

/**
 * Mimic a frozen random recurrent network, h = tanh(W h + U x), y = V h, on coin flips: an attainable target of known difficulty.
 *
 * Inputs: coin flips (default 8 channels). Outputs: those of the network (default 4).
 *
 * @source Marschall, Cho & Savin 2020 (jmlr 21, 19-562).
 */
export function mimic({
  units = 32,
  inputs = 8,
  outputs = 4,
  steps = 100,
  networkSeed = 0,
  ...settings
}: MimicOptions = {}): DefinedTask {
  const weights = (label: string, rows: number, columns: number) => {
    const rng = createRng(networkSeed).fork(label);
    return Float64Array.from({ length: rows * columns }, () => rng.normal() / Math.sqrt(columns));
  };
  const [w, u, v] = [weights('W', units, units), weights('U', units, inputs), weights('V', outputs, units)];
  const apply = (matrix: Float64Array, x: ArrayLike<number>, row: number) => {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += matrix[row * x.length + j] * x[j];
    return sum;
  };
  return defineTask(
    {
      name: 'mimic',
      source: 'Marschall et al. 2020',
      dtMs: 1,
      inputs: { flips: inputs },
      outputs,
      conditions: [{}],
      periods: { sequence: steps },
      trial(trial, _, rng) {
        let h = new Float64Array(units);
        for (let step = 0; step < trial.span('sequence')[1]; step++) {
          const x = Array.from({ length: inputs }, () => rng.integer(2));
          const before = h;
          h = before.map((_, i) => Math.tanh(apply(w, before, i) + apply(u, x, i)));
          trial.showSteps('flips', step, step + 1, x);
          trial.targetSteps(
            step,
            step + 1,
            Array.from({ length: outputs }, (_, k) => apply(v, h, k)),
          );
        }
      },
    },
    settings,
  );
}
