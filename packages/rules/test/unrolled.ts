import type { LossValue, Noise, Params, TrialBatch } from '@lrsim/core';
import { activationNamed, type LeakyNetwork } from '@lrsim/rnn';

/**
 * What a test needs of one trial to write a rule down by itself: the states a_0..a_T, rates h_0..h_T and inputs x_1..x_T,
 * computed here step by step, and what the loss says of each step.
 */
export interface UnrolledTrial {
  readonly a: readonly number[][];
  readonly h: readonly number[][];
  readonly x: readonly number[][];
  /** f'(a_t). */
  readonly slope: readonly number[][];
  /** dL/dy_t, from t = 1 (entry 0 is empty). */
  readonly g: readonly number[][];
  /** lambda_t = V^T g_t + dL/dh_t, from t = 1 (entry 0 is empty). */
  readonly lambda: readonly number[][];
}

/** The trials of a batch, unrolled. */
export function unroll(
  network: LeakyNetwork,
  params: Params,
  batch: TrialBatch,
  loss: LossValue,
  noise?: Noise,
): UnrolledTrial[] {
  const { nIn, nUnits, nOut, alpha } = network;
  const f = activationNamed(network.activation);
  const data = (name: string) => params[name].data;
  const range = (length: number) => Array.from({ length }, (_, k) => k);
  return range(batch.trials).map((trial) => {
    const row = (t: number) => trial * batch.steps + t - 1;
    const a = [[...data('initialState')]];
    const h = [a[0].map((value) => f.value(value))];
    const x: number[][] = [[]];
    const g: number[][] = [[]];
    const lambda: number[][] = [[]];
    for (let t = 1; t <= batch.steps; t++) {
      x.push(range(nIn).map((k) => batch.inputs[row(t) * nIn + k]));
      const drive = range(nUnits).map((i) => {
        const recurrent = range(nUnits).reduce(
          (sum, j) => sum + data('recurrentWeights')[i * nUnits + j] * h[t - 1][j],
          0,
        );
        const input = range(nIn).reduce((sum, k) => sum + data('inputWeights')[i * nIn + k] * x[t][k], 0);
        return recurrent + input + data('bias')[i];
      });
      a.push(range(nUnits).map((i) => (1 - alpha) * a[t - 1][i] + alpha * drive[i]));
      h.push(a[t].map((value, i) => f.value(value) + (noise?.rates?.[row(t) * nUnits + i] ?? 0)));
      g.push(range(nOut).map((o) => loss.dOutputs[row(t) * nOut + o]));
      lambda.push(
        range(nUnits).map((i) => {
          const direct = (loss.dRates?.factor ?? 0) * h[t][i] + (loss.dRates?.array?.[row(t) * nUnits + i] ?? 0);
          return range(nOut).reduce((sum, o) => sum + data('readoutWeights')[o * nUnits + i] * g[t][o], direct);
        }),
      );
    }
    const slope = a.map((state) => state.map((value) => f.slope(value, f.value(value))));
    return { a, h, x, slope, g, lambda };
  });
}
