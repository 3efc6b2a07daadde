import { readFileSync } from 'node:fs';
import { ArgumentError, createRng, type TrialBatch } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { contextDecision } from './context-decision.js';

const task = contextDecision();

describeTask({ describe, it }, task);
describeTask({ describe, it }, contextDecision({ motionCoherences: [-1, 0.2], colourCoherences: [0.3] }));

/** What a subject that sees one step of the fixation and one of the stimulus would answer. */
function read({ inputs, steps, nIn }: TrialBatch, trial: number): number {
  const at = (step: number, channel: number) => inputs[(trial * steps + step) * nIn + channel];
  const [less, more] = at(0, 5) > at(0, 6) ? [1, 2] : [3, 4];
  return at(30, less) > at(30, more) ? 1 : 2;
}

describe('contextDecision', () => {
  it('can be read: the answer recomputed from the inputs is the target of every trial', () => {
    for (const batch of [
      task.allConditions(),
      task.sample(createRng(1), 200),
      contextDecision({
        motionCoherences: [-0.9, -0.01, 0.02],
        colourCoherences: [-0.4, 0.01],
      }).allConditions(),
    ])
      for (let trial = 0; trial < batch.trials; trial++) {
        const targets = batch.targets.subarray(trial * batch.steps, (trial + 1) * batch.steps);
        expect([...new Set(targets.subarray(0, 93))]).toEqual([0]);
        expect([...new Set(targets.subarray(93))]).toEqual([read(batch, trial)]);
      }
  });

  it('gives every step the length 1, shows the stimulus in its period only and fixation until the decision', () => {
    const { inputs, trials, steps } = task.allConditions();
    for (let row = 0; row < trials * steps; row++) {
      const step = row % steps;
      const x = inputs.subarray(row * 9, (row + 1) * 9);
      expect(Math.hypot(...x)).toBeCloseTo(1, 6); // float32
      expect(x.subarray(1, 5).every((v) => (step >= 23 && step < 73 ? v > 0 : v === 0))).toBe(true);
      expect(x[0] > 0).toBe(step < 93);
      expect(x[7] === 0 && x[8] > 0).toBe(true);
    }
  });

  it('orders conditions by choice, motion, colour, context, and describes each', () => {
    const { info } = task.allConditions();
    expect(info.map((one) => one.condition)).toEqual(Array.from({ length: 72 }, (_, i) => i));
    const keys = info.map(({ variables: v }) => [
      Number(v.choice),
      Number(v.motionCoherence),
      Number(v.colourCoherence),
      v.context === 'motion' ? 1 : -1,
    ]);
    const sorted = keys.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
    expect(keys).toEqual(sorted);
    expect(new Set(keys.map(String)).size).toBe(72);
    expect(keys.filter(([choice]) => choice === 1)).toHaveLength(36);
    expect(info[0].periods).toEqual({ fixation: [0, 23], stimulus: [23, 73], delay: [73, 93], decision: [93, 113] });
  });

  it('samples 72 trials as every condition in order, whatever the seed, and draws the trials beyond', () => {
    expect(task.sample(createRng(1), 72)).toEqual(task.allConditions());
    const { info } = task.sample(createRng(2), 100);
    expect(info.slice(0, 72).map((one) => one.condition)).toEqual(Array.from({ length: 72 }, (_, i) => i));
    expect(new Set(info.slice(72).map((one) => one.condition)).size).toBeGreaterThan(10);
  });

  it('draws choice and context evenly and independently of the trial before (3 standard errors, n = 4000)', () => {
    const { info } = task.sample(createRng(5), 4072);
    const drawn = info.slice(72).map((one) => one.variables);
    const fraction = (of: (i: number) => boolean) => drawn.filter((_, i) => of(i)).length / drawn.length;
    const within = 3 * Math.sqrt(0.25 / drawn.length);
    expect(Math.abs(fraction((i) => drawn[i].choice === 1) - 0.5)).toBeLessThan(within);
    expect(Math.abs(fraction((i) => drawn[i].context === 'motion') - 0.5)).toBeLessThan(within);
    const repeats = fraction((i) => i > 0 && drawn[i].context === drawn[i - 1].context);
    expect(Math.abs(repeats - 0.5)).toBeLessThan(within);
  });

  it('scores 1 - cross-entropy: uniform logits 1 - ln 3, a coin flip at the right time 1 - 20/113 ln 2', () => {
    const batch = task.allConditions();
    const uniform = new Float64Array(72 * 113 * 3);
    expect(task.score(uniform, batch).accuracy).toBeCloseTo(1 - Math.log(3), 12);
    const timed = uniform.map((_, i) => {
      const deciding = Math.floor(i / 3) % 113 >= 93;
      return deciding === (i % 3 !== 0) ? 60 : 0;
    });
    const score = task.score(timed, batch);
    expect(score.accuracy).toBeCloseTo(1 - (20 / 113) * Math.LN2, 12);
    expect(score.perTrial.every((value) => Math.abs(value - score.accuracy) < 1e-12)).toBe(true);
    expect(score.measures.decisionAccuracy).toBe(0.5); // of two equal logits the first is taken: class 1
  });

  it('counts right decisions by steps and by last steps, among all three classes', () => {
    const batch = task.allConditions();
    const outputs = new Float64Array(72 * 113 * 3);
    batch.targets.forEach((target, i) => {
      outputs[i * 3 + target] = 60;
    });
    for (let step = 93; step < 103; step++) outputs[step * 3] = 100; // trial 0 still fixates for half of its decision
    for (let step = 112; step < 113; step++) outputs[(113 + step) * 3] = 100; // trial 1 at its last step alone
    const { measures } = task.score(outputs, batch);
    expect(measures.decisionAccuracy).toBeCloseTo(1 - 11 / 1440, 12);
    expect(measures.choiceAccuracy).toBeCloseTo(71 / 72, 12);
  });

  it('says which coherence cannot be used', () => {
    const make = (motionCoherences: number[]) => () => contextDecision({ motionCoherences });
    expect(make([0.5, 0])).toThrow(/motionCoherences\[1\] is 0; expected a signed coherence/);
    expect(make([1.5])).toThrow(/motionCoherences\[0\] is 1.5; expected a number from -1 to 1/);
    expect(make([Number.NaN])).toThrow(/motionCoherences\[0\] is NaN/);
    expect(make([0.5, 0.5])).toThrow(/0.5 twice/);
    expect(make([])).toThrow(ArgumentError);
  });
});

const files = ['IN', 'TARGETOUT', 'output_mask'].map((name) => `reference/mante13/${name}.npy`);
const trialInfo = 'reference/mante13/batch_trial_info.json';

describeWithReference("contextDecision and the authors' batch", [...files, trialInfo], () => {
  const batch = task.allConditions();

  it('has their inputs, targets and mask bit for bit in float32', () => {
    const [inputs, targets, mask] = files.map((file) => readReferenceNpy(referencePath(file)));
    expect(inputs.shape).toEqual([batch.trials, batch.steps, batch.nIn]);
    const bits = (values: ArrayLike<number>) => new Uint32Array(Float32Array.from(values).buffer);
    expect(bits(batch.inputs)).toEqual(bits(inputs.data));
    expect(bits(batch.targets)).toEqual(bits(targets.data));
    expect(bits(batch.mask)).toEqual(bits(mask.data));
  });

  it('has their trial variables and periods, in their order', () => {
    const expected = JSON.parse(readFileSync(referencePath(trialInfo), 'utf8')) as TheirTrial[];
    const theirs = expected.map((one) => ({
      periods: Object.fromEntries(Object.keys(one.start_i).map((p) => [p, [one.start_i[p], one.end_i[p]]])),
      variables: {
        motionCoherence: one.coh_motion,
        colourCoherence: one.coh_color,
        context: one.context === 1 ? 'motion' : 'colour',
        choice: one.ground_truth,
      },
    }));
    expect(batch.info.map(({ periods, variables }) => ({ periods, variables }))).toEqual(theirs);
  });
});

interface TheirTrial {
  readonly context: number;
  readonly coh_motion: number;
  readonly coh_color: number;
  readonly ground_truth: number;
  readonly start_i: Readonly<Record<string, number>>;
  readonly end_i: Readonly<Record<string, number>>;
}
