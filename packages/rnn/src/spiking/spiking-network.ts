import {
  ArgumentError,
  checkFinite,
  checkInteger,
  checkLength,
  checkNumber,
  type Noise,
  type Params,
  type Rollout,
  type RunSize,
} from '@lrsim/core';
import { checkConstraint, effectiveWeights, type RecurrentConstraint, rawGradient } from '../constraint.js';
import { filterBackward } from '../readout-leak.js';
import { weightsOf } from '../weights-of.js';
import { initialSpikingParams } from './initial-spiking-params.js';
import { type Simulation, type SpikeRecord, simulateSpikes } from './simulate-spikes.js';
import { type SpikingConstantsOptions, spikingConstants } from './spiking-constants.js';
import type { SpikingCell, SpikingNetwork, SpikingParameterName, SpikingParams } from './types.js';

/** What makes a spiking network. Times are in ms. */
export interface SpikingNetworkOptions extends SpikingConstantsOptions {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** Gain of the initial recurrent weights: gain 1 (default) is an element SD of 1 / sqrt(nUnits). */
  readonly gain?: number;
  /** SD of the Gaussian noise added to the membrane potential in every step while training; 0 by default. */
  readonly noise?: number;
  /** Dale's law or sparsity: `dale(...)` or `sparse(...)`; none by default. Self-connections never exist. */
  readonly constraint?: RecurrentConstraint;
}

const where = 'spikingNetwork';

/**
 * A recurrent network of spiking units, leaky integrate-and-fire with an adaptive threshold (LSNN; Bellec et al. 2020,
 * doi:10.1038/s41467-020-17236-y): `simulateSpikes` has the equations. W, U, V and c are trained; all trials start at rest.
 * Weights act on the membrane potential as they are, without a factor of dt / tau. Everything is float64.
 *
 * Units with `adaptation` 0 are plain LIF units, and each unit may have its own: for a network half LIF, half ALIF as in the
 * paper, `adaptation: Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 0.0174))`.
 *
 * Noise, drawn or given, is `preActivation` noise on the membrane potential, which keeps it as any input. Noise on the rates
 * is refused: a spike is 0 or 1.
 *
 * @throws ArgumentError for a size, time constant, threshold, adaptation, gain, noise or constraint that does not fit.
 */
export function spikingNetwork(options: SpikingNetworkOptions): SpikingNetwork {
  const { nIn, nUnits, nOut, gain = 1, noise = 0, constraint = { kind: 'none' } } = options;
  checkInteger(where, 'nIn', nIn);
  checkInteger(where, 'nUnits', nUnits);
  checkInteger(where, 'nOut', nOut);
  checkNumber(where, 'gain', gain, 0);
  checkNumber(where, 'noise', noise, 0);
  checkConstraint(where, constraint, nUnits);
  const constants = spikingConstants(where, nUnits, options);
  const shapes: Record<SpikingParameterName, number[]> = {
    recurrentWeights: [nUnits, nUnits],
    inputWeights: [nUnits, nIn],
    readoutWeights: [nOut, nUnits],
    readoutBias: [nOut],
  };

  const cellOf = (params: Params<Float64Array>): SpikingCell => {
    const raw = weightsOf(where, params, shapes);
    const recurrentWeights = withoutDiagonal(effectiveWeights(constraint, raw.recurrentWeights), nUnits);
    return { ...constants, nIn, nUnits, nOut, weights: { ...raw, recurrentWeights } };
  };

  const simulate = (
    params: Params<Float64Array>,
    inputs: ArrayLike<number>,
    size: RunSize,
    given: Noise | undefined,
    record?: SpikeRecord,
  ) => {
    checkRun({ nIn, nUnits }, inputs, size, given);
    return simulateSpikes(cellOf(params), inputs, size, given?.preActivation, record);
  };
  /** An array for one value of each unit in each step. */
  const perUnit = ({ trials, steps }: RunSize) => new Float64Array(trials * steps * nUnits);

  return {
    ...constants,
    cell: 'alif',
    nIn,
    nUnits,
    nOut,
    gain,
    noise,
    constraint,
    cellOf,
    init: (rng) => initialSpikingParams({ nIn, nUnits, nOut, gain, constraint }, rng),
    drawNoise: (rng, size) =>
      noise === 0 ? undefined : { preActivation: perUnit(size).map(() => noise * rng.normal()) },
    run: (params, inputs, size, given) => rolloutOf(simulate(params, inputs, size, given), size, { nUnits, nOut }),
    forward(params, inputs, size, given) {
      const slopes = perUnit(size);
      const simulation = simulate(params, inputs, size, given, { slopes });
      return { rollout: rolloutOf(simulation, size, { nUnits, nOut }), spikes: simulation.spikes, slopes };
    },
    membranes(params, inputs, size, given) {
      const membranes = { potentials: perUnit(size), thresholds: perUnit(size) };
      simulate(params, inputs, size, given, membranes);
      return membranes;
    },
    readoutCredit: (dOutputs, size) => filterBackward(dOutputs, size, constants.readoutLeak),
    gradientsOf(params, ofCell) {
      const raw = params.recurrentWeights.data;
      const ofEffective = withoutDiagonal(ofCell.recurrentWeights, nUnits);
      const gradients = { ...ofCell, recurrentWeights: rawGradient(constraint, raw, ofEffective) };
      const names = Object.keys(shapes) as SpikingParameterName[];
      for (const name of names) checkFinite(where, `the gradient of ${name}`, gradients[name], shapes[name]);
      return Object.fromEntries(
        names.map((name) => [name, { data: gradients[name], shape: shapes[name] }]),
      ) as unknown as SpikingParams;
    },
  };
}

/** A copy of [nUnits, nUnits] with zeros on the diagonal: a unit's own spike acts on it by its reset alone. */
function withoutDiagonal(weights: Float64Array, nUnits: number): Float64Array {
  const copy = weights.slice();
  for (let i = 0; i < nUnits; i++) copy[i * nUnits + i] = 0;
  return copy;
}

function checkRun(
  { nIn, nUnits }: { readonly nIn: number; readonly nUnits: number },
  inputs: ArrayLike<number>,
  { trials, steps }: RunSize,
  noise: Noise | undefined,
): void {
  checkInteger(where, 'trials', trials);
  checkInteger(where, 'steps', steps);
  checkLength(where, 'inputs', inputs, [trials, steps, nIn]);
  checkFinite(where, 'inputs', inputs, [trials, steps, nIn]);
  if (noise?.rates)
    throw new ArgumentError(
      `${where}: noise.rates is given, but a spike is 0 or 1; expected noise.preActivation, which is added to the membrane potential`,
    );
  if (noise?.preActivation) checkLength(where, 'noise.preActivation', noise.preActivation, [trials, steps, nUnits]);
}

/** Spikes as a rollout; its array of rates is made on first use. */
function rolloutOf(
  { spikes, spikeCount, outputs }: Simulation,
  { trials, steps }: RunSize,
  { nUnits, nOut }: { readonly nUnits: number; readonly nOut: number },
): Rollout<Float64Array> {
  let rates: Float64Array | undefined;
  return {
    trials,
    steps,
    nUnits,
    nOut,
    outputs,
    meanSquareRate: spikeCount / spikes.length,
    kernel: 'reference',
    get rates() {
      rates ??= new Float64Array(spikes);
      return rates;
    },
  };
}
