import { readFileSync } from 'node:fs';
import {
  describeWithReference,
  type ReferenceArray,
  readReferenceNpy,
  readReferenceSafetensors,
  referencePath,
} from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { centreOutReach } from './centre-out-reach.js';
import { contextDecision } from './context-decision.js';
import { decisionAccuracy } from './decision-accuracy.js';

const numbersFile = 'reference/numbers.json';
const numbers = () => JSON.parse(readFileSync(referencePath(numbersFile), 'utf8'));
const golden = 'reference/gradients/mante_n200_update0_lm0.safetensors';
const trained = 'reference/checkpoints/mante_n200_lm1/update1000.safetensors';
const reach = (name: string) => `reference/hatsopoulos2007/${name}.npy`;
const reachOutput = reach('activity/forward_f64_hats_lm0_lr0.001_update1000_output');

/** Outputs of the authors' rectified-tanh network (alpha 0.1), written out for this test alone. */
function forward(weights: Readonly<Record<string, ReferenceArray>>, inputs: Float32Array, trials: number) {
  const [w, u, b, v, c, start] = [
    'fc_h2ah.weight',
    'fc_x2ah.weight',
    'fc_x2ah.bias',
    'fc_h2y.weight',
    'fc_h2y.bias',
    'ah0',
  ].map((name) => weights[name].data);
  const [n, nIn, nOut] = [start.length, u.length / start.length, c.length];
  const steps = inputs.length / trials / nIn;
  const outputs = new Float64Array(trials * steps * nOut);
  for (let trial = 0; trial < trials; trial++) {
    const a = start.slice();
    let h = a.map((x) => Math.max(Math.tanh(x), 0));
    for (let row = trial * steps; row < (trial + 1) * steps; row++) {
      for (let i = 0; i < n; i++) {
        let drive = b[i];
        for (let j = 0; j < n; j++) drive += w[i * n + j] * h[j];
        for (let j = 0; j < nIn; j++) drive += u[i * nIn + j] * inputs[row * nIn + j];
        a[i] = 0.9 * a[i] + 0.1 * drive;
      }
      h = a.map((x) => Math.max(Math.tanh(x), 0));
      for (let k = 0; k < nOut; k++)
        outputs[row * nOut + k] = h.reduce((sum, rate, i) => sum + v[k * n + i] * rate, c[k]);
    }
  }
  return outputs;
}

describeWithReference("the decision's score on the authors' networks", [golden, trained, numbersFile], () => {
  const task = contextDecision();
  const batch = task.allConditions();

  it('has their cross-entropy at update 0 from their float64 outputs (to 1e-12: float64 sums of 8136 terms)', () => {
    const { output_f64: outputs } = readReferenceSafetensors(referencePath(golden)).tensors;
    const expected = numbers().D1_mante_loss.mante_n200_lm0.exported[0].main_ce_f64;
    expect(Math.abs(task.score(outputs.data, batch).measures.crossEntropy - expected)).toBeLessThan(1e-12);
  });

  it('has their cross-entropy and decision accuracy (0.944) after 1000 updates of e-prop', () => {
    const outputs = forward(readReferenceSafetensors(referencePath(trained)).tensors, batch.inputs, batch.trials);
    const { measures } = task.score(outputs, batch);
    const { exported } = numbers().D1_mante_loss.mante_n200_lm1;
    const expected = exported.find((one: { update: number }) => one.update === 1000);
    expect(Math.abs(measures.crossEntropy - expected.main_ce_f64)).toBeLessThan(1e-9); // tanh of another library
    expect(measures.decisionAccuracy.toFixed(3)).toBe('0.944'); // the digits published; 1359 of 1440 steps
    const wholeTrials = batch.info.map((one) => ({ ...one, periods: { decision: [0, batch.steps] as const } }));
    const ofAllSteps = decisionAccuracy(outputs, { ...batch, info: wholeTrials }).steps;
    expect(ofAllSteps).toBe(expected.frac_correct_steps);
  });
});

const kinematics = ['shoulderangle', 'elbowangle', 'time_ms'].map(reach);
describeWithReference("the reach's score on the authors' network", [...kinematics, reachOutput, numbersFile], () => {
  it('has their normalised error at update 1000 on the analysis trials (to 1e-8: theirs is float32)', () => {
    const [shoulder, elbow, time] = kinematics.map((file) => readReferenceNpy(referencePath(file)));
    const task = centreOutReach({ kinematics: [shoulder, elbow], timeMs: time.data });
    const outputs = readReferenceNpy(referencePath(reachOutput));
    const score = task.score(outputs.data, task.analysisTrials());
    const { models } = numbers().D2_hatsopoulos;
    const expected = models['hats_lm0_lr0.001'].find((one: { update: number }) => one.update === 1000);
    // With the target's mean over all entries instead of those with mask 1 it would be 1.5e-7 away.
    expect(Math.abs(score.measures.normalisedError - expected.normalized_error_analysis_set)).toBeLessThan(1e-8);
    expect(score.accuracy).toBe(1 - score.measures.normalisedError);
  });
});
