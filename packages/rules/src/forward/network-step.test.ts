import { createRng } from '@lrsim/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomProblems } from '../../test/random-problem.js';
import { relativeDifference } from '../../test/small-problem.js';
import { initialActivity, networkStep } from './network-step.js';

it('step by step it is the run of the network: rates, outputs and slopes, with noise and any leak', () => {
  fc.assert(
    fc.property(randomProblems(), ({ network, params, batch }) => {
      const { nIn, nOut, nUnits, readoutLeak } = network;
      const noise = network.drawNoise(createRng(1), batch);
      const pass = network.forward(params, batch.inputs, batch, noise);
      const slopes = pass.slopes();
      for (let trial = 0; trial < batch.trials; trial++) {
        let activity = initialActivity(network.cellOf(params));
        for (let t = 0; t < batch.steps; t++) {
          const row = trial * batch.steps + t;
          const at = <T extends ArrayLike<number>>(values: T, width: number) =>
            Array.from(values).slice(row * width, (row + 1) * width);
          const input = at(batch.inputs, nIn);
          const stepNoise = noise?.rates && at(noise.rates, nUnits);
          activity = networkStep(network.cellOf(params), readoutLeak, activity, input, stepNoise);
          // the same operations in the same order, but for the order of the readout's sum
          expect(relativeDifference(activity.rates, at(pass.rollout.rates, nUnits))).toBeLessThan(1e-13);
          expect(relativeDifference(activity.slopes, at(slopes, nUnits))).toBeLessThan(1e-13);
          expect(relativeDifference(activity.outputs, at(pass.rollout.outputs, nOut))).toBeLessThan(1e-13);
        }
      }
    }),
    { numRuns: 60 },
  );
});
