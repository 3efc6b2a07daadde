import { createRng, type Params, type TrialBatch } from '@lrsim/core';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { adam } from '../adam.js';
import { maskedSquaredError } from '../losses/losses.js';
import { ruleNamed } from '../rules.js';

/** Keep the sign of a pulse: right or wrong in the last five of twenty steps. */
function signOfPulse(): TrialBatch {
  const [trials, steps] = [8, 20];
  const sign = (trial: number) => (trial % 2 === 1 ? 1 : -1);
  const each = (value: (trial: number, step: number) => number) =>
    Float32Array.from({ length: trials * steps }, (_, k) => value(Math.floor(k / steps), k % steps));
  return {
    trials,
    steps,
    nIn: 1,
    nOut: 1,
    dtMs: 10,
    kind: 'regression',
    inputs: each((trial, step) => (step < 3 ? sign(trial) : 0)),
    targets: each(sign),
    mask: each((_, step) => (step >= 15 ? 1 : 0)),
    info: Array.from({ length: trials }, (_, trial) => ({ condition: trial % 2, periods: {}, variables: {} })),
  };
}

/** How many updates a rule needs to bring the loss from about 1 below 0.05; infinitely many where it takes more than `limit`. */
function updatesNeeded(name: string, seed: number, limit = 1000): number {
  const rule = ruleNamed(name);
  const batch = signOfPulse();
  const network = leakyNetwork({
    nIn: 1,
    nUnits: 10,
    nOut: 1,
    alpha: 0.2,
    gain: 0.5,
    activation: 'tanh',
    kernel: referenceKernel,
  });
  const optimizer = adam({ learningRate: 0.003 });
  const rng = createRng(seed);
  let params: Params<Float64Array> = network.init(rng);
  let moments = optimizer.init(params);
  let state = rule.init(network, rng);
  for (let update = 0; update < limit; update++) {
    const result = rule.gradient(network, params, batch, maskedSquaredError, state, rng.fork(`update ${update}`));
    if (result.loss.value < 0.05) return update;
    state = result.state;
    // the readout stays: what learns is what the rule has to estimate, not what its gradient is exact for
    const { readoutWeights, readoutBias, ...learning } = result.gradients;
    const fixed = [readoutWeights, readoutBias].map((array) => ({ ...array, data: array.data.slice().fill(0) }));
    const gradients = { ...learning, readoutWeights: fixed[0], readoutBias: fixed[1] };
    [params, moments] = optimizer.update(gradients as Params<Float64Array>, moments, params);
  }
  return Infinity;
}

describe('learning to keep the sign of a pulse, through the recurrent side alone', () => {
  it.each([2, 3])('perturbation learns it too, and needs more updates than BPTT and e-prop (seed %i)', (seed) => {
    const needed = Object.fromEntries(
      ['bptt', 'eprop', 'node_pert', 'node_pert_rate', 'reinforce', 'miconi', 'es_antithetic'].map((name) => [
        name,
        updatesNeeded(name, seed),
      ]),
    );
    const { bptt, eprop, ...perturbing } = needed;
    expect(Math.max(bptt, eprop)).toBeGreaterThan(20);
    for (const [name, updates] of Object.entries(perturbing)) {
      expect(updates, name).toBeGreaterThan(1.5 * Math.max(bptt, eprop));
      expect(updates, name).toBeLessThan(Infinity);
    }
    // a run for every pair, and still noisier: the estimate is spread over all parameters
    expect(needed.es_antithetic).toBeGreaterThan(needed.node_pert);
  });
});
