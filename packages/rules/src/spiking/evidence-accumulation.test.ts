import { createRng, type Params } from '@lrsim/core';
import { spikingNetwork } from '@lrsim/rnn';
import { evidenceAccumulation } from '@lrsim/tasks';
import { expect, it } from 'vitest';
import { adam } from '../adam.js';
import { withFiringRatePenalty } from '../losses/firing-rate-penalty.js';
import { softmaxCrossEntropy } from '../losses/losses.js';
import { epropAlif } from './eprop-alif.js';

/** The task of Bellec et al. 2020 with fewer cues and a delay of 150 ms, 7.5 time constants of the membrane. */
const task = evidenceAccumulation({ nCues: 3, silenceMs: 20, cueMs: 50, delayMs: 150, recallMs: 50 });

/** The accuracy on new trials before and after `updates` updates, of 30 units whose adaptation is `beta` in every second. */
function train(beta: number, updates: number): [before: number, after: number] {
  const nUnits = 30;
  const network = spikingNetwork({
    nIn: task.nIn,
    nUnits,
    nOut: task.nOut,
    adaptationTimeConstantMs: 400,
    adaptation: Array.from({ length: nUnits }, (_, i) => (i % 2) * beta),
    refractorySteps: 5,
  });
  const rng = createRng(1);
  const test = task.sample(rng.fork('test trials'), 200);
  const loss = withFiringRatePenalty(softmaxCrossEntropy, { coefficient: 1e-4 });
  const optimizer = adam({ learningRate: 0.01 });
  let params: Params<Float64Array> = network.init(rng.fork('initial weights'));
  let moments = optimizer.init(params);
  const accuracy = () => task.score(network.run(params, test.inputs, test).outputs, test).accuracy;
  const before = accuracy();
  for (let update = 0; update < updates; update++) {
    const batch = task.sample(rng.fork(`trials ${update}`), 32);
    const { gradients } = epropAlif.gradient(network, params, batch, loss, null, rng.fork(`noise ${update}`));
    [params, moments] = optimizer.update(gradients, moments, params);
  }
  return [before, accuracy()];
}

// Chance is 0.5 with a standard error of 0.035 on 200 trials: 0.64 is four of them away.
it('e-prop teaches a spiking network to accumulate evidence over a delay, where units adapt and not where they do not', () => {
  const [before, after] = train(0.087, 40);
  expect(Math.abs(before - 0.5)).toBeLessThan(0.14);
  expect(after).toBeGreaterThan(0.8);
  expect(train(0, 40)[1]).toBeLessThan(0.64);
}, 60_000);
