import { dot, inverse, norm } from './jacobian-products.js';
import type { InfluenceKernel } from './kernl-fixed.js';
import type { Influence, InfluenceStep } from './types.js';

/**
 * How KeRNL learns its kernel (Roth et al. 2019). A copy of the network gets perturbations zeta_t = noise * (+-1) of its state
 * (where the leak is on the rate, of what f sees, zeta_t = F_t noise (+-1) to first order). Filtered by the kernel's decay they
 * predict how far the copy departs from the network,
 *
 *     Om_t,j = kap_j Om_{t-1,j} + zeta_t,j        A Om_t ~ s'_t - s_t
 *
 * and the kernel descends the squared error of that prediction, with dOm/dkap = Ga: Ga_t,j = kap_j Ga_{t-1,j} + Om_{t-1,j}.
 * Perturbations and departures are kept in units of the noise. The network's own noise is shared by both copies.
 */
export function kernelLearning(
  nUnits: number,
  { kernelWeights: { data: A }, kernelDecay: { data: decay } }: InfluenceKernel,
  noise: number,
) {
  const zeros = (length = nUnits) => new Float64Array(length);
  return {
    start: (): Influence => ({
      clean: zeros(),
      noisy: zeros(),
      filtered: zeros(), // Om
      sensitivity: zeros(), // Ga
      weightsError: zeros(nUnits * nUnits), // sum over steps of error Om^T
      decayError: zeros(), // sum of (A^T error) * Ga
      power: zeros(2), // sums of |Om|^2 and of |A_.j|^2 Ga_j^2
      started: zeros(1),
    }),
    advance(influence: Influence, step: InfluenceStep): void {
      const { clean, noisy, filtered, sensitivity, weightsError, decayError, power, started } = influence;
      if (started[0] === 0) {
        started[0] = 1;
        clean.set(step.cell.weights.initialState);
        noisy.set(clean);
      }
      advanceCopies(influence, step, noise);
      const onRate = step.cell.leak === 'rate';
      for (let j = 0; j < nUnits; j++) {
        sensitivity[j] = decay[j] * sensitivity[j] + filtered[j];
        filtered[j] = decay[j] * filtered[j] + step.signs[j] * (onRate ? step.direct[j] : 1);
      }
      const backward = zeros(); // A^T error
      for (let i = 0; i < nUnits; i++) {
        const error = dot(A.subarray(i * nUnits, (i + 1) * nUnits), filtered) - (noisy[i] - clean[i]) / noise;
        for (let j = 0; j < nUnits; j++) {
          weightsError[i * nUnits + j] += error * filtered[j];
          backward[j] += A[i * nUnits + j] * error;
          power[1] += (A[i * nUnits + j] * sensitivity[j]) ** 2;
        }
      }
      power[0] += norm(filtered) ** 2;
      for (let j = 0; j < nUnits; j++) decayError[j] += backward[j] * sensitivity[j];
    },
  };
}

/**
 * The kernel after a trial: a gradient step of `rate` in units of the sum of the regressors' squares, which keeps it stable for
 * rates below 2 whatever the network. Decays stay in [0, 1].
 */
export function learnKernel(
  { kernelWeights, kernelDecay }: InfluenceKernel,
  { weightsError, decayError, power }: Influence,
  rate: number,
): InfluenceKernel {
  const [weightsStep, decayStep] = [rate * inverse(power[0]), rate * inverse(power[1])];
  const weights = Float64Array.from(kernelWeights.data, (a, k) => a - weightsStep * weightsError[k]);
  const decays = Float64Array.from(kernelDecay.data, (kap, j) =>
    Math.min(1, Math.max(0, kap - decayStep * decayError[j])),
  );
  return {
    kernelWeights: { data: weights, shape: kernelWeights.shape },
    kernelDecay: { data: decays, shape: kernelDecay.shape },
  };
}

/** One step of the network's own state and of the copy whose state is perturbed, in place. */
function advanceCopies({ clean, noisy }: Influence, { cell, sources, signs }: InfluenceStep, noise: number): void {
  const { nUnits, nIn, alpha, activation, weights } = cell;
  const onRate = cell.leak === 'rate';
  const rateOf = (state: number) => (onRate ? state : activation.value(state));
  // The copy's rates: its own state's, and the noise the network's rates carry.
  const rates = noisy.map((state, j) => rateOf(state) + sources[j] - rateOf(clean[j]));
  const { recurrentWeights: W, inputWeights: U, bias } = weights;
  for (let i = 0; i < nUnits; i++) {
    let fromInputs = bias[i];
    for (let k = 0; k < nIn; k++) fromInputs += U[i * nIn + k] * sources[nUnits + k];
    const row = W.subarray(i * nUnits, (i + 1) * nUnits);
    const drive = fromInputs + dot(row, sources.subarray(0, nUnits));
    const copyDrive = fromInputs + dot(row, rates);
    const perturbation = noise * signs[i];
    clean[i] = (1 - alpha) * clean[i] + alpha * (onRate ? activation.value(drive) : drive);
    noisy[i] =
      (1 - alpha) * noisy[i] +
      (onRate ? alpha * activation.value(copyDrive + perturbation) : alpha * copyDrive + perturbation);
  }
}
