import type { RunSize } from '@lrsim/core';
import {
  add,
  matMul,
  mul,
  reshape,
  slice,
  sum,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Cell, CellGradients, CreditRoute, Sensitivity } from '../types.js';
import { tfjsCredit } from './tfjs-credit.js';
import { matrix, type TfjsTrajectory, timeMajorRows } from './tfjs-forward.js';

/** Rows of one product of the weight gradients: float32 sums over fewer rows at a time round less. */
const ROWS_PER_PRODUCT = 256;

/** The backward pass of the reference kernel, all trials at once: credit step by step, then a few products for the weights. */
export function tfjsBackward(
  cell: Cell<Float32Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  trajectory: TfjsTrajectory,
  sensitivity: Sensitivity<Float32Array>,
  route: CreditRoute,
  withInputs: boolean,
): CellGradients<Float32Array> {
  const { nIn, nUnits, nOut, alpha, weights } = cell;
  const { trials, steps } = size;
  const rows = steps * trials;
  const { dOutputs, dRates } = sensitivity;
  const rates = matrix(trajectory.rates, rows + trials, nUnits); // h_0..h_T
  const before = slice(rates, [0, 0], [rows, nUnits]); // h_{t-1}
  const after = slice(rates, [trials, 0], [rows, nUnits]); // h_t
  const slopes = matrix(trajectory.slopes, rows + trials, nUnits);
  const errors = nOut > 0 ? timeMajorRows(dOutputs, size, nOut) : undefined;

  /** lambda_t = B^T g_t + dL/dh_t of all steps. */
  const fromLoss = tidy(() => {
    const terms: Tensor2D[] = [];
    if (errors) terms.push(matMul(errors, matrix(route.readout ?? weights.readoutWeights, nOut, nUnits)));
    if (dRates?.array) terms.push(timeMajorRows(dRates.array, size, nUnits));
    if (dRates?.factor) terms.push(mul(dRates.factor, after));
    return terms.length === 0 ? zeros([rows, nUnits]) : terms.reduce((all, term) => add(all, term));
  }) as Tensor2D;

  const { deltas, first } = tfjsCredit(cell, size, fromLoss, slopes, route);
  const flat = (scaled: Tensor2D) => scaled.dataSync() as Float32Array;
  return {
    recurrentWeights: flat(mul(alpha, outerProducts(deltas, before))),
    inputWeights: flat(mul(alpha, outerProducts(deltas, timeMajorRows(inputs, size, nIn)))),
    bias: flat(mul(alpha, sum(deltas, 0))),
    initialState: flat(sum(first, 0)),
    readoutWeights: errors ? flat(outerProducts(errors, after)) : new Float32Array(0),
    readoutBias: errors ? flat(sum(errors, 0)) : new Float32Array(0),
    ...(withInputs ? { inputs: inputGradients(cell, deltas, size) } : {}),
  };
}

/** sum over rows of post^T pre, [post columns, pre columns]. */
function outerProducts(post: Tensor2D, pre: Tensor2D): Tensor2D {
  const [rows, columns] = post.shape;
  return tidy(() => {
    let total: Tensor2D | undefined;
    for (let from = 0; from < rows; from += ROWS_PER_PRODUCT) {
      const count = Math.min(ROWS_PER_PRODUCT, rows - from);
      const product = tidy(
        () =>
          matMul(
            transpose(slice(post, [from, 0], [count, columns])),
            slice(pre, [from, 0], [count, pre.shape[1]]),
          ) as Tensor2D,
      );
      total = total === undefined ? product : (add(total, product) as Tensor2D);
    }
    return total as Tensor2D;
  });
}

/** dL/dx_t = alpha U^T delta_t, [trials, steps, nIn]. */
function inputGradients({ nIn, nUnits, alpha, weights }: Cell<Float32Array>, deltas: Tensor2D, size: RunSize) {
  const rows = mul(alpha, matMul(deltas, matrix(weights.inputWeights, nUnits, nIn)));
  const timeMajor = reshape(rows, [size.steps, size.trials, nIn]) as Tensor3D;
  return transpose(timeMajor, [1, 0, 2]).dataSync() as Float32Array;
}
