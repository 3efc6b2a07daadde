import { ArgumentError, createRng, type Loss, type Params, type Rng, type TrialBatch } from '@lrsim/core';
import { describeRule } from '@lrsim/core/testing';
import {
  dale,
  leakyNetwork,
  referenceKernel,
  type SpikingNetwork,
  type SpikingNetworkOptions,
  spikingNetwork,
} from '@lrsim/rnn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeDifference } from '../../test/small-problem.js';
import { withFiringRatePenalty } from '../losses/firing-rate-penalty.js';
import { maskedSquaredError } from '../losses/losses.js';
import { epropAlif, epropAlifOnline, epropAlifRandom } from './eprop-alif.js';
import { spikingRules } from './spiking-rules.js';

const sizes = { nIn: 3, nUnits: 7, nOut: 2 };
const size = { trials: 3, steps: 25 };

/** Spikes as inputs and random targets, for a network that spikes now and then. */
function batchFor({ nIn, nOut }: { readonly nIn: number; readonly nOut: number }, rng: Rng): TrialBatch {
  const { trials, steps } = size;
  const targets = Float32Array.from({ length: trials * steps * nOut }, () => rng.normal());
  const inputs = Float32Array.from({ length: trials * steps * nIn }, () => Number(rng.uniform() < 0.3));
  const mask = targets.map(() => Number(rng.uniform() < 0.6));
  return { ...size, nIn, nOut, dtMs: 1, kind: 'regression', inputs, targets, mask, info: [] };
}

/** A network whose units differ in their adaptation, LIF units among them. */
const make = (options: Partial<SpikingNetworkOptions> = {}) =>
  spikingNetwork({
    ...sizes,
    membraneTimeConstantMs: 8,
    adaptationTimeConstantMs: 30,
    readoutTimeConstantMs: 5,
    adaptation: Array.from({ length: sizes.nUnits }, (_, i) => (i % 2) * 0.1 * i),
    ...options,
  });

const gradientsOf = (
  rule: typeof epropAlif,
  network: SpikingNetwork,
  { params, batch, loss = maskedSquaredError, seed = 1 }: Problem,
) => rule.gradient(network, params, batch, loss, null, createRng(seed)).gradients;

interface Problem {
  readonly params: Params<Float64Array>;
  readonly batch: TrialBatch;
  readonly loss?: Loss;
  readonly seed?: number;
}

for (const rule of Object.values(spikingRules))
  describeRule(
    { describe, it },
    rule,
    (of, noise) => spikingNetwork({ ...of, noise, membraneTimeConstantMs: 5, adaptationTimeConstantMs: 20 }),
    {
      permuteState: (state, order) =>
        state && {
          feedback: {
            data: Float64Array.from(state.feedback.data, (_, k) => {
              const unit = k % order.length;
              return state.feedback.data[k - unit + order[unit]];
            }),
            shape: state.feedback.shape,
          },
        },
    },
  );

describe('e-prop for spiking networks', () => {
  const settings: [string, Partial<SpikingNetworkOptions>][] = [
    ['LIF and ALIF units', {}],
    ['LIF units alone', { adaptation: 0 }],
    ['a refractory period', { refractorySteps: 3 }],
    ['noise on the membrane', { noise: 0.2 }],
    ['a readout that does not leak', { readoutTimeConstantMs: 0 }],
    ['Dale’s law', { constraint: dale(sizes.nUnits, 0.6) }],
    ['larger steps', { dtMs: 2.5 }],
  ];

  it.each(settings)('is its own online form, to rounding, on random networks with %s', (_, options) => {
    let spikes = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const network = make(options);
        const rng = createRng(seed);
        const problem = {
          params: network.init(rng.fork('parameters')),
          batch: batchFor(sizes, rng),
          loss: withFiringRatePenalty(maskedSquaredError, { coefficient: 1e-4, targetHz: 20 }),
          seed,
        };
        spikes += network.run(problem.params, problem.batch.inputs, size).meanSquareRate;
        const online = gradientsOf(epropAlifOnline, network, problem);
        expect(treeDifference(gradientsOf(epropAlif, network, problem), online)).toBeLessThan(1e-13);
      }),
      { numRuns: 20 },
    );
    expect(spikes).toBeGreaterThan(0.1); // silent networks would agree whatever the rule
  });

  it('gives credit through the rates as through the outputs: dRates is what a readout of every unit would say', () => {
    const { nUnits } = sizes;
    const network = make({ nOut: nUnits, readoutTimeConstantMs: 0 });
    const rng = createRng(3);
    const batch = batchFor(network, rng);
    const identity = Float64Array.from({ length: nUnits * nUnits }, (_, k) => Number(k % (nUnits + 1) === 0));
    const params = { ...network.init(rng), readoutWeights: { data: identity, shape: [nUnits, nUnits] } };
    const wanted = Float64Array.from({ length: batch.targets.length }, () => rng.normal());
    const sum = (values: ArrayLike<number>) => Array.from(wanted).reduce((all, w, k) => all + w * values[k], 0);
    const ofOutputs: Loss = ({ outputs }) => ({
      value: sum(outputs),
      terms: { main: sum(outputs) },
      dOutputs: wanted as never,
    });
    const ofRates: Loss = ({ rates }) => ({
      value: sum(rates),
      terms: { main: sum(rates) },
      dOutputs: wanted.map(() => 0) as never,
      dRates: { array: wanted as never },
    });
    const [expected, found] = [ofOutputs, ofRates].map((loss) =>
      gradientsOf(epropAlif, network, { params, batch, loss }),
    );
    for (const name of ['recurrentWeights', 'inputWeights']) {
      expect(found[name].data).toEqual(expected[name].data);
      expect(found[name].data.some((g) => g !== 0)).toBe(true);
    }
  });

  it('follows a penalty on firing rates: units below the target are driven, units above are held back', () => {
    const network = make({ adaptation: 0 });
    const rng = createRng(5);
    const [params, batch] = [network.init(rng), batchFor(sizes, rng)];
    const silent: Loss = ({ outputs }) => ({
      value: 0,
      terms: { main: 0 },
      dOutputs: outputs.slice().fill(0) as never,
    });
    const sumOf = (targetHz: number) => {
      const loss = withFiringRatePenalty(silent, { coefficient: 1, targetHz });
      return gradientsOf(epropAlif, network, { params, batch, loss }).inputWeights.data;
    };
    // inputs and slopes are not negative, so that every input weight has the sign of the error
    expect(sumOf(1e4).every((g) => g <= 0) && sumOf(1e4).some((g) => g < 0)).toBe(true);
    expect(sumOf(0).every((g) => g >= 0) && sumOf(0).some((g) => g > 0)).toBe(true);
  });

  it('with the readout weights as its random feedback is the symmetric rule; otherwise not', () => {
    const network = make();
    const rng = createRng(7);
    const problem = { params: network.init(rng), batch: batchFor(sizes, rng) };
    const random = (feedback: typeof problem.params.readoutWeights) =>
      epropAlifRandom.gradient(network, problem.params, problem.batch, maskedSquaredError, { feedback }, createRng(1));
    const symmetric = gradientsOf(epropAlif, network, problem);
    expect(treeDifference(random(problem.params.readoutWeights).gradients, symmetric)).toBe(0);
    const drawn = epropAlifRandom.init(network, createRng(2));
    expect(treeDifference(random(drawn.feedback).gradients, symmetric)).toBeGreaterThan(1e-4);
  });

  it('never changes self-connections', () => {
    const network = make();
    const rng = createRng(9);
    const { recurrentWeights } = gradientsOf(epropAlif, network, {
      params: network.init(rng),
      batch: batchFor(sizes, rng),
    });
    for (let i = 0; i < sizes.nUnits; i++) expect(recurrentWeights.data[i * (sizes.nUnits + 1)]).toBe(0);
    expect(recurrentWeights.data.some((g) => g !== 0)).toBe(true);
  });

  it('refuses a network of rate units, and feedback of another size', () => {
    const rates = leakyNetwork({ ...sizes, kernel: referenceKernel });
    const rng = createRng(1);
    const batch = batchFor(sizes, rng);
    const run = () => epropAlif.gradient(rates, rates.init(rng), batch, maskedSquaredError, null, rng);
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow("network is a 'leaky' network; expected one made by spikingNetwork");
    const network = make();
    const state = { feedback: { data: new Float64Array(3), shape: [1, 3] } };
    expect(() => epropAlifRandom.gradient(network, network.init(rng), batch, maskedSquaredError, state, rng)).toThrow(
      'the readout feedback has 3 values; expected 14',
    );
  });
});
