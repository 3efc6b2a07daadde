import { NonFiniteError, type RunSize } from '@lrsim/core';
import { filterForward } from '../readout-leak.js';
import type { SpikingCell } from './types.js';

/** Arrays [trials, steps, nUnits] that a simulation fills where they are given. */
export interface SpikeRecord {
  readonly slopes?: Float64Array;
  readonly potentials?: Float64Array;
  readonly thresholds?: Float64Array;
}

/** Spikes [trials, steps, nUnits] of 0 and 1, how many there are, and the readout [trials, steps, nOut]. */
export interface Simulation {
  readonly spikes: Uint8Array;
  readonly spikeCount: number;
  readonly outputs: Float64Array;
}

/**
 * The dynamics of adaptive leaky integrate-and-fire units (Bellec et al. 2020, Methods), for each trial from rest:
 *
 *     v_t   = d v_{t-1} + W z_{t-1} + U x_t - v_th z_{t-1} [+ noise_t]     d = exp(-dt / tau_m)
 *     a_t   = rho a_{t-1} + z_{t-1}                                        rho = exp(-dt / tau_a)
 *     A_t   = v_th + beta a_t
 *     z_t   = 1 where v_t > A_t, else 0
 *     psi_t = (gamma / v_th) max(0, 1 - |v_t - A_t| / v_th)
 *     y_t   = kappa y_{t-1} + V z_t + c
 *
 * In its refractory period a unit has z = 0 and psi = 0. A step costs nUnits operations and a column of weights for every
 * presynaptic spike.
 *
 * @throws NonFiniteError where a membrane potential grew without bound.
 */
export function simulateSpikes(
  cell: SpikingCell,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: ArrayLike<number> | undefined,
  record: SpikeRecord = {},
): Simulation {
  const { nIn, nUnits, nOut, membraneDecay, adaptationDecay, threshold, adaptation, dampening, weights } = cell;
  const { trials, steps } = size;
  const { slopes, potentials, thresholds } = record;
  const fromUnit = columns(weights.recurrentWeights, nUnits);
  const fromInput = columns(weights.inputWeights, nIn);
  const spikes = new Uint8Array(trials * steps * nUnits);
  const outputs = new Float64Array(trials * steps * nOut);
  const v = new Float64Array(nUnits);
  const a = new Float64Array(nUnits);
  const resting = new Int32Array(nUnits); // steps left of the refractory period
  const spiking = new Int32Array(nUnits); // the units that spiked in the step before
  let spikeCount = 0;

  for (let trial = 0; trial < trials; trial++) {
    let nSpiking = 0;
    v.fill(0);
    a.fill(0);
    resting.fill(0);
    for (let t = 0; t < steps; t++) {
      const row = trial * steps + t;
      const now = row * nUnits;
      for (let i = 0; i < nUnits; i++) {
        v[i] *= membraneDecay;
        a[i] *= adaptationDecay;
      }
      if (noise) for (let i = 0; i < nUnits; i++) v[i] += noise[now + i];
      for (let k = 0; k < nSpiking; k++) {
        const j = spiking[k];
        addColumn(v, fromUnit, j, 1);
        v[j] -= threshold;
        a[j] += 1;
      }
      for (let k = 0; k < nIn; k++) if (inputs[row * nIn + k] !== 0) addColumn(v, fromInput, k, inputs[row * nIn + k]);

      nSpiking = 0;
      for (let i = 0; i < nUnits; i++) {
        const A = threshold + adaptation[i] * a[i];
        if (potentials) potentials[now + i] = v[i];
        if (thresholds) thresholds[now + i] = A;
        if (resting[i] > 0) {
          resting[i]--;
          continue;
        }
        if (slopes) slopes[now + i] = (dampening / threshold) * Math.max(0, 1 - Math.abs(v[i] - A) / threshold);
        if (v[i] > A) {
          spikes[now + i] = 1;
          spiking[nSpiking++] = i;
          resting[i] = cell.refractorySteps;
        }
      }
      spikeCount += nSpiking;
      for (let o = 0; o < nOut; o++) {
        let output = weights.readoutBias[o];
        for (let k = 0; k < nSpiking; k++) output += weights.readoutWeights[o * nUnits + spiking[k]];
        outputs[row * nOut + o] = output;
      }
    }
    checkPotentials(v, trial);
  }
  return { spikes, spikeCount, outputs: filterForward(outputs, size, cell.readoutLeak) };
}

/** v += scale * the column of presynaptic unit or input j. */
function addColumn(v: Float64Array, byPresynaptic: Float64Array, j: number, scale: number): void {
  const from = j * v.length;
  for (let i = 0; i < v.length; i++) v[i] += scale * byPresynaptic[from + i];
}

/** Weights [post, pre] as [pre, post], so that what one spike sends lies together. */
function columns(weights: Float64Array, nPre: number): Float64Array {
  const nPost = weights.length / nPre;
  const byPresynaptic = new Float64Array(weights.length);
  for (let post = 0; post < nPost; post++)
    for (let pre = 0; pre < nPre; pre++) byPresynaptic[pre * nPost + post] = weights[post * nPre + pre];
  return byPresynaptic;
}

/** A potential that is infinite or NaN stays so until the end of its trial. */
function checkPotentials(v: Float64Array, trial: number): void {
  const unit = v.findIndex((potential) => !Number.isFinite(potential));
  if (unit >= 0)
    throw new NonFiniteError(
      `spikingNetwork: the membrane potential of unit ${unit} is ${v[unit]} in trial ${trial}; expected a finite number. ` +
        'Weights, inputs or noise are not finite or far too large.',
    );
}
