import { readdirSync, readFileSync } from 'node:fs';
import type { Floats } from '@lrsim/core';
import { openRecording } from '@lrsim/datasets/node';
import { type Kernel, leakyNetwork, readPytorchCheckpoint, referenceKernel, startWasmKernel } from '@lrsim/rnn';
import { metrics } from '@lrsim/similarity';
import { normalisedError, type ReachTrial, reachOfRecording } from '@lrsim/tasks';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { beforeAll, expect, it } from 'vitest';
import { asInput, compareWith } from './comparison.js';

interface StoredDistances {
  readonly update: number;
  readonly procrustes_f64_activity: number;
  readonly CCA_nPC20_f64_activity: number;
  readonly CKA_f64_activity: number;
  readonly metricCKA_f64_activity: number;
  readonly normalized_error_analysis_set: number;
  readonly normalized_error_1000trials: number;
}

const models = ['hats_lm0_lr0.001', 'hats_lm0_lr0.0003', 'hats_lm1_lr0.0003'];

describeWithReference(
  "the authors' exported Hatsopoulos checkpoints against the real recording",
  ['reference/numbers.json', 'reference/hatsopoulos2007', 'reference/checkpoints/hats_lm0_lr0.001'],
  () => {
    const numbers = () =>
      JSON.parse(readFileSync(referencePath('reference/numbers.json'), 'utf8')).D2_hatsopoulos.models;
    const setUp = async () => {
      const recording = await openRecording(referencePath('reference/hatsopoulos2007'));
      const task = reachOfRecording(recording);
      return { task, comparison: compareWith(recording, task) };
    };
    let prepared: Awaited<ReturnType<typeof setUp>>;
    beforeAll(async () => {
      prepared = await setUp();
    });

    const load = <F extends Floats>(kernel: Kernel<F>, model: string, update: number) => {
      const network = leakyNetwork({ nIn: 3, nUnits: 200, nOut: 2, kernel });
      const file = referencePath('reference/checkpoints', model, `update${update}.safetensors`);
      return { network, params: readPytorchCheckpoint(network, readFileSync(file), file) };
    };
    const measure = <F extends Floats>(kernel: Kernel<F>, model: string, update: number) => {
      const { task, comparison } = prepared;
      const { network, params } = load(kernel, model, update);
      const batch = task.analysisTrials();
      const rollout = network.run(params, batch.inputs, batch);
      const [x, y] = [asInput(comparison.recorded), asInput(comparison.activity(rollout))];
      return {
        procrustes: metrics.procrustes(x, y),
        cca: metrics.cca(x, y),
        cka: metrics.cka(x, y),
        angularCka: metrics['angular-cka'](x, y),
        error: 1 - task.score(rollout.outputs, batch).accuracy,
      };
    };
    const updatesOf = (model: string) =>
      readdirSync(referencePath('reference/checkpoints', model))
        .map((name) => /^update(\d+)\.safetensors$/.exec(name)?.[1])
        .filter((update) => update !== undefined)
        .map(Number)
        .sort((a, b) => a - b);

    // The stored distances come from activity the authors' class computed in float64 (CCA's, whose ridge is absolute, too);
    // the stored error from float32 outputs.
    it.each(models)('every checkpoint run on the reference kernel gives the stored distances to 1e-9: %s', (model) => {
      const stored: StoredDistances[] = numbers()[model];
      expect(stored.map(({ update }) => update)).toEqual(updatesOf(model));
      for (const expected of stored) {
        const ours = measure(referenceKernel, model, expected.update);
        expect(Math.abs(ours.procrustes - expected.procrustes_f64_activity)).toBeLessThan(1e-9);
        expect(Math.abs(ours.cca - expected.CCA_nPC20_f64_activity)).toBeLessThan(1e-9);
        expect(Math.abs(ours.cka - expected.CKA_f64_activity)).toBeLessThan(1e-9);
        expect(Math.abs(ours.angularCka - expected.metricCKA_f64_activity)).toBeLessThan(1e-9);
        expect(Math.abs(ours.error - expected.normalized_error_analysis_set)).toBeLessThan(1e-6);
      }
    });

    it.each(models)('and on the float32 kernel to 1e-6, CCA to 1e-5: %s', async (model) => {
      const kernel = await startWasmKernel();
      for (const expected of numbers()[model] as StoredDistances[]) {
        const ours = measure(kernel, model, expected.update);
        expect(Math.abs(ours.procrustes - expected.procrustes_f64_activity)).toBeLessThan(1e-6);
        expect(Math.abs(ours.cca - expected.CCA_nPC20_f64_activity)).toBeLessThan(1e-5);
        expect(Math.abs(ours.cka - expected.CKA_f64_activity)).toBeLessThan(1e-6);
        expect(Math.abs(ours.angularCka - expected.metricCKA_f64_activity)).toBeLessThan(1e-6);
        expect(Math.abs(ours.error - expected.normalized_error_analysis_set)).toBeLessThan(2e-6);
      }
    });

    // The 1000 test trials of the training script. numbers.json was computed in float32 throughout; see its note.
    it.each(models)('the normalised error on the 1000 test trials is the stored one to 2e-6: %s', async (model) => {
      const kernel = await startWasmKernel();
      const { data } = readReferenceNpy(referencePath('reference/hatsopoulos2007/test1000_trialspec.npy'));
      const trials = Array.from(
        { length: 1000 },
        (_, k): ReachTrial => [data[3 * k], data[3 * k + 1], data[3 * k + 2]],
      );
      const batch = prepared.task.fromSpecification(trials, 300);
      for (const { update, normalized_error_1000trials: stored } of numbers()[model] as StoredDistances[]) {
        if (update !== 0 && update !== 1000) continue; // three seconds each
        const { network, params } = load(kernel, model, update);
        const outputs = network.run(params, batch.inputs, batch).outputs;
        expect(Math.abs(normalisedError(outputs, batch).mean - stored)).toBeLessThan(2e-6);
      }
    });
  },
);
