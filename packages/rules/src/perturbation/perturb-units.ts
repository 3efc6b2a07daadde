import { checkNumber, type Floats, type Loss, type Noise, type Params, type Rng, type TrialBatch } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import type { BatchRun } from '../run-batch.js';
import { exploratoryRun } from './exploratory-run.js';
import type { UnitPerturbationSource } from './types.js';

/** Options of node perturbation. */
export interface NodePerturbationOptions {
  /** Standard deviation sigma of the perturbation; 1e-3 by default, small enough for a first-order estimate. */
  readonly sigma?: number;
}

/** Estimates of the derivatives of the loss by what was perturbed. */
export interface PerturbationEstimate {
  /** dL_b xi_t,b / sigma, [trials, steps, nUnits]. */
  readonly signals: Float64Array;
  /** sum_b dL_b xi_0 / sigma, [nUnits]. */
  readonly initialState: Float64Array;
}

/** Independent standard normals for every unit, step and trial, and for the initial state. */
export const normalPerturbation: UnitPerturbationSource = (rng, { trials, steps, nUnits }) => {
  const normals = (length: number) => Float64Array.from({ length }, () => rng.normal());
  return { units: normals(trials * steps * nUnits), initialState: normals(nUnits) };
};

/** What the members of the node perturbation family have in common. */
export interface UnitPerturber {
  readonly sigma: number;
  readonly draw: UnitPerturbationSource;
  /** Whether what drives the units is perturbed, or their rates. */
  readonly place: keyof Noise;
}

/**
 * Runs a batch again, with the noise it had and the units perturbed, and correlates what that changes in each trial's loss with the
 * perturbation.
 */
export function perturbUnits<F extends Floats>(
  where: string,
  network: LeakyNetwork<F>,
  params: Params<F>,
  batch: TrialBatch,
  loss: Loss,
  run: BatchRun<F>,
  { sigma, draw, place }: UnitPerturber,
  rng: Rng,
): PerturbationEstimate {
  const { trials, steps } = batch;
  const { nUnits } = network;
  const xi = draw(rng, { trials, steps, nUnits });
  const start = params.initialState.data.slice() as F;
  for (let i = 0; i < nUnits; i++) start[i] += sigma * xi.initialState[i];
  const moved = { ...params, initialState: { ...params.initialState, data: start } };
  const perturbation = xi.units.map((value) => sigma * value);
  const { losses } = exploratoryRun(where, network, moved, batch, loss, run, perturbation, place);
  const change = losses.perturbed.map((value, trial) => (value - losses.clean[trial]) / sigma);
  const total = change.reduce((sum, one) => sum + one, 0);
  return {
    signals: xi.units.map((value, k) => change[Math.floor(k / (steps * nUnits))] * value),
    initialState: xi.initialState.map((value) => total * value),
  };
}

/** sigma, checked. */
export function sigmaOf(where: string, { sigma = 1e-3 }: NodePerturbationOptions): number {
  checkNumber(where, 'sigma', sigma, Number.MIN_VALUE);
  return sigma;
}
