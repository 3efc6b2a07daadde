import { createRng, type Loss, type Params, type TrialBatch } from '@lrsim/core';
import {
  activations,
  dale,
  type LeakyNetwork,
  leakyNetwork,
  type RecurrentConstraint,
  referenceKernel,
  sparse,
  sparsityMask,
} from '@lrsim/rnn';
import fc from 'fast-check';
import { withActivityPenalty } from '../src/losses/activity-penalty.js';
import { lossForKind } from '../src/losses/losses.js';

/** A network with everything a network can have, parameters and a batch with its loss: what identities between rules hold on. */
export interface RandomProblem {
  readonly network: LeakyNetwork<Float64Array>;
  readonly params: Params<Float64Array>;
  readonly batch: TrialBatch;
  readonly loss: Loss;
}

/** What a random problem may be made of. */
export interface ProblemKinds {
  readonly leaks?: readonly ('pre-activation' | 'rate')[];
  readonly constraints?: readonly ('none' | 'sparse' | 'dale')[];
  readonly alphas?: readonly number[];
  /** Largest sizes; 6 units, 8 steps and 3 trials by default. */
  readonly largest?: { readonly nUnits: number; readonly steps: number; readonly trials: number };
}

/** Random networks, activations, losses, masks, constraints, noise and leaks. */
export function randomProblems({
  leaks = ['pre-activation', 'rate'],
  constraints = ['none', 'sparse', 'dale'],
  alphas = [0.1, 0.4, 1],
  largest = { nUnits: 6, steps: 8, trials: 3 },
}: ProblemKinds = {}): fc.Arbitrary<RandomProblem> {
  return fc
    .record({
      seed: fc.integer({ min: 0, max: 1e9 }),
      activation: fc.constantFrom(...Object.keys(activations)),
      leak: fc.constantFrom(...leaks),
      constraint: fc.constantFrom(...constraints),
      alpha: fc.constantFrom(...alphas),
      readoutLeak: fc.constantFrom(0, 0.7),
      noise: fc.constantFrom(0, 0.1),
      kind: fc.constantFrom<TrialBatch['kind']>('regression', 'classification'),
      penalty: fc.constantFrom(0, 0.5),
      nIn: fc.integer({ min: 1, max: 3 }),
      nUnits: fc.integer({ min: 2, max: largest.nUnits }),
      nOut: fc.integer({ min: 1, max: 3 }),
      trials: fc.integer({ min: 1, max: largest.trials }),
      steps: fc.integer({ min: 1, max: largest.steps }),
    })
    .map(({ seed, constraint, kind, penalty, trials, steps, ...options }) => {
      const { nIn, nUnits, nOut } = options;
      const rng = createRng(seed);
      const constraintOf: Record<typeof constraint, () => RecurrentConstraint> = {
        none: () => ({ kind: 'none' }),
        sparse: () => sparse(sparsityMask(rng.fork('mask'), nUnits, 0.7), 0.7),
        dale: () => dale(nUnits, 0.5, sparsityMask(rng.fork('mask'), nUnits, 0.8)),
      };
      const safely = (make: () => RecurrentConstraint): RecurrentConstraint => {
        try {
          return make(); // a mask that keeps nothing is refused
        } catch {
          return { kind: 'none' };
        }
      };
      const network = leakyNetwork({
        ...options,
        constraint: safely(constraintOf[constraint]),
        cellTypes: 'none',
        kernel: referenceKernel,
      });
      const moved = Object.entries(network.init(rng.fork('weights'))).map(([name, { data, shape }]) => {
        const draw = rng.fork(name);
        return [name, { data: data.map((value) => value + 0.3 * draw.normal()), shape }];
      });
      return {
        network,
        params: Object.fromEntries(moved),
        batch: randomBatch(seed, kind, { trials, steps, nIn, nOut }),
        loss: penalty > 0 ? withActivityPenalty(lossForKind(kind), penalty) : lossForKind(kind),
      };
    });
}

function randomBatch(
  seed: number,
  kind: TrialBatch['kind'],
  sizes: Pick<TrialBatch, 'trials' | 'steps' | 'nIn' | 'nOut'>,
): TrialBatch {
  const rng = createRng(seed).fork('batch');
  const { trials, steps, nIn, nOut } = sizes;
  const entries = trials * steps * (kind === 'regression' ? nOut : 1);
  const draws = (label: string, length: number, draw: (from: typeof rng) => number) => {
    const from = rng.fork(label);
    return Float32Array.from({ length }, () => draw(from));
  };
  const mask = draws('mask', entries, (from) => (from.uniform() < 0.6 ? from.integer(3) : 0));
  mask[entries - 1] = 1; // a mask that counts nothing is refused
  return {
    ...sizes,
    inputs: draws('inputs', trials * steps * nIn, (from) => from.normal()),
    targets: draws('targets', entries, (from) => (kind === 'regression' ? from.normal() : from.integer(nOut))),
    mask,
    dtMs: 10,
    kind,
    info: [],
  };
}
