import { readFileSync } from 'node:fs';
import { createRng } from '@lrsim/core';
import { openRecording } from '@lrsim/datasets/node';
import { leakyNetwork, readPytorchCheckpoint, startWasmKernel } from '@lrsim/rnn';
import { adam, adaptPenalty, eprop, maskedSquaredError, withActivityPenalty } from '@lrsim/rules';
import { type ReachTrial, reachOfRecording } from '@lrsim/tasks';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';

const model = 'reference/checkpoints/hats_lm1_lr0.0003';

describeWithReference(
  "training on the reach from the authors' weights and trials",
  [model, 'reference/hatsopoulos2007'],
  () => {
    // The authors' own float32 code, run again on another machine, differs from their weights by 3e-8 at updates 1 to 5, 7e-7 at 25
    // and 7e-5 at 50 (numbers.json, hats_rerun_max_abs_weight_diff_vs_authors): that is what can be asked.
    const tolerance: Readonly<Record<number, number>> = { 1: 1e-7, 2: 1e-7, 5: 1e-7, 25: 2e-6, 50: 7.2e-5 };

    it("e-prop follows the authors' weights for 50 updates as closely as their own code", async () => {
      const network = leakyNetwork({ nIn: 3, nUnits: 200, nOut: 2, kernel: await startWasmKernel() });
      const stored = (update: number) =>
        readPytorchCheckpoint(network, readFileSync(referencePath(model, `update${update}.safetensors`)));
      const task = reachOfRecording(await openRecording(referencePath('reference/hatsopoulos2007')));
      const { data } = readReferenceNpy(referencePath('reference/hatsopoulos2007/train_trialspec_updates0_60.npy'));
      const trialsOf = (update: number) =>
        Array.from({ length: 100 }, (_, k): ReachTrial => {
          const at = (update * 100 + k) * 3;
          return [data[at], data[at + 1], data[at + 2]];
        });

      const optimizer = adam({ learningRate: 3e-4 });
      let params: ReturnType<typeof stored> = stored(0);
      let moments = optimizer.init(params);
      let penalty = 10;
      for (let update = 0; update < 50; update++) {
        const batch = task.fromSpecification(trialsOf(update), 300);
        const loss = withActivityPenalty(maskedSquaredError, penalty);
        const result = eprop.gradient(network, params, batch, loss, null, createRng(0));
        const { main, penalty: term } = result.loss.terms;
        penalty = adaptPenalty(penalty, { main, penalty: term });
        const [next, state] = optimizer.update(result.gradients, moments, params);
        params = next as typeof params;
        moments = state;
        const allowed = tolerance[update + 1];
        if (allowed === undefined) continue;
        for (const [name, { data: theirs }] of Object.entries(stored(update + 1))) {
          const ours = params[name as keyof typeof params].data;
          const largest = theirs.reduce((worst, weight, k) => Math.max(worst, Math.abs(weight - ours[k])), 0);
          expect(largest, `${name} after ${update + 1} updates`).toBeLessThan(allowed);
        }
      }
    });
  },
);
