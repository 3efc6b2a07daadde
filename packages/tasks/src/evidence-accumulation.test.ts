import { ArgumentError, createRng, type TrialBatch } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { evidenceAccumulation } from './evidence-accumulation.js';

/** The same task in a few milliseconds of computing. */
const short = { nCues: 3, silenceMs: 5, cueMs: 10, delayMs: 20, recallMs: 10 } as const;
const rates = evidenceAccumulation({ coding: 'rates' });

describeTask({ describe, it }, evidenceAccumulation(short));
describeTask({ describe, it }, evidenceAccumulation({ ...short, nCues: 1, delayMs: 0, dtMs: 2, inputsPerGroup: 3 }));
describeTask({ describe, it }, rates);

/** Mean of a group of inputs over a range of steps of a trial. */
function groupMean(batch: TrialBatch, trial: number, group: number, [start, end]: readonly [number, number]): number {
  const width = batch.nIn / 4;
  let sum = 0;
  for (let step = start; step < end; step++)
    for (let k = 0; k < width; k++) sum += batch.inputs[(trial * batch.steps + step) * batch.nIn + group * width + k];
  return sum / ((end - start) * width);
}

/** Three standard errors of a fraction p of n. */
const threeErrors = (p: number, n: number) => 3 * Math.sqrt((p * (1 - p)) / n);

describe('evidenceAccumulation', () => {
  it('has the trial of the paper: 7 slots of 150 ms, 1200 ms more, the recall in the last 150', () => {
    const batch = evidenceAccumulation().sample(createRng(1), 1);
    const { steps, nIn, nOut, dtMs } = batch;
    expect({ steps, nIn, nOut, dtMs }).toEqual({ steps: 2250, nIn: 40, nOut: 2, dtMs: 1 });
    expect(batch.info[0].periods).toEqual({ cues: [0, 1050], delay: [1050, 2100], recall: [2100, 2250] });
    expect(batch.mask.indexOf(1)).toBe(2100);
    expect(batch.mask.reduce((sum, m) => sum + m, 0)).toBe(150);
  });

  it('can be read: the side counted from the spikes is the target of every step', () => {
    const task = evidenceAccumulation({ ...short, cueMs: 200 }); // 80 spikes on average to a cue
    const batch = task.sample(createRng(2), 200);
    for (let trial = 0; trial < batch.trials; trial++) {
      const slots = [0, 1, 2].map((slot) => [slot * 205 + 5, (slot + 1) * 205] as const);
      const onRight = slots.filter((slot) => groupMean(batch, trial, 1, slot) > groupMean(batch, trial, 0, slot));
      const { variables, condition } = batch.info[trial];
      expect(condition).toBe(onRight.length);
      expect(variables.cues).toBe(slots.map((slot) => (onRight.includes(slot) ? 'R' : 'L')).join(''));
      const targets = batch.targets.subarray(trial * batch.steps, (trial + 1) * batch.steps);
      expect([...new Set(targets)]).toEqual([Number(onRight.length >= 2)]);
    }
  });

  it('fires at its rates where a group is active, and is silent elsewhere (three standard errors)', () => {
    const task = evidenceAccumulation({ activeHz: 80, backgroundHz: 20, nCues: 1, dtMs: 2 });
    const batch = task.sample(createRng(3), 100);
    const all = (group: number, range: readonly [number, number]) =>
      batch.info.reduce((sum, _, trial) => sum + groupMean(batch, trial, group, range), 0) / batch.trials;
    const { delay, recall } = batch.info[0].periods;
    const spikesPer = (range: readonly [number, number]) => batch.trials * 10 * (range[1] - range[0]);
    expect(Math.abs(all(2, recall) - 0.16)).toBeLessThan(threeErrors(0.16, spikesPer(recall)));
    expect(Math.abs(all(3, [0, batch.steps]) - 0.04)).toBeLessThan(threeErrors(0.04, spikesPer([0, batch.steps])));
    expect(Math.abs(all(0, [25, 75]) + all(1, [25, 75]) - 0.16)).toBeLessThan(threeErrors(0.16, spikesPer([25, 75])));
    for (const [group, range] of [
      [0, [0, 25]],
      [0, [75, batch.steps]],
      [1, delay],
      [2, [0, recall[0]]],
    ] as const)
      expect(all(group, range)).toBe(0);
  });

  it('draws the better side evenly, cues on it with their probability, and the answer from the cues (n = 2000)', () => {
    const { info } = evidenceAccumulation({ ...short, nCues: 5, cueProbability: 0.8 }).sample(createRng(4), 2000);
    const right = info.filter(({ variables }) => variables.betterSide === 'right').length / info.length;
    expect(Math.abs(right - 0.5)).toBeLessThan(threeErrors(0.5, info.length));
    const onBetterSide = info.map(({ variables }) => {
      const cues = [...String(variables.cues)];
      return cues.filter((cue) => (cue === 'R') === (variables.betterSide === 'right')).length;
    });
    const fraction = onBetterSide.reduce((sum, n) => sum + n, 0) / (5 * info.length);
    expect(Math.abs(fraction - 0.8)).toBeLessThan(threeErrors(0.8, 5 * info.length));
    const misled = info.filter(({ variables }) => (variables.betterSide === 'right') !== (variables.answer === 1));
    expect(misled.length).toBeGreaterThan(0); // the answer is what was shown, not what was meant
    for (const { condition, variables } of info) expect(variables.answer).toBe(Number(condition >= 3));
    const repeats = info.filter(({ variables }, k) => k > 0 && variables.answer === info[k - 1].variables.answer);
    expect(Math.abs(repeats.length / (info.length - 1) - 0.5)).toBeLessThan(threeErrors(0.5, info.length - 1));
  });

  it('for rate networks has a channel for each group, 0 or 1, and noise whose power per time does not depend on the step', () => {
    const quiet = evidenceAccumulation({ ...short, coding: 'rates', noise: 0, dtMs: 5 });
    const batch = quiet.sample(createRng(5), 20);
    expect(batch.nIn).toBe(4);
    for (let trial = 0; trial < batch.trials; trial++) {
      const cues = [...String(batch.info[trial].variables.cues)];
      for (let step = 0; step < batch.steps; step++) {
        const cue = step < 9 && step % 3 > 0 ? cues[Math.floor(step / 3)] : '';
        const row = (trial * batch.steps + step) * 4;
        const expected = [cue === 'L', cue === 'R', step >= 13, true].map(Number);
        expect([...batch.inputs.subarray(row, row + 4)]).toEqual(expected);
      }
    }
    for (const dtMs of [5, 10]) {
      const options = { ...short, coding: 'rates', silenceMs: 1000, dtMs } as const;
      const noisy = evidenceAccumulation(options).sample(createRng(6), 20);
      const silence = noisy.inputs.filter((_, k) => k % 4 === 2 && Math.floor(k / 4) % noisy.steps < 1000 / dtMs);
      const variance = silence.reduce((sum, x) => sum + x * x, 0) / silence.length;
      expect(Math.abs(variance * dtMs - 1)).toBeLessThan(3 * Math.sqrt(2 / silence.length));
    }
  });

  it('has one analysis trial for each number of cues on the right, the same at every call', () => {
    const task = evidenceAccumulation({ ...short, nCues: 5 });
    const batch = task.analysisTrials();
    expect(batch.info.map(({ condition }) => condition)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(task.nConditions).toBe(6);
    expect(task.analysisTrials()).toEqual(batch);
    expect(task.analysisTrials().inputs).not.toBe(batch.inputs);
  });

  it('scores the mean output over the recall, and nothing else', () => {
    const task = evidenceAccumulation(short);
    const batch = task.sample(createRng(7), 4);
    const outputs = new Float64Array(batch.trials * batch.steps * 2);
    const right = (row: number) => row * 2 + batch.targets[row];
    const wrong = (row: number) => row * 2 + 1 - batch.targets[row];
    for (let row = 0; row < batch.trials * batch.steps; row++) {
      const inRecall = batch.mask[row] === 1;
      const last = row % batch.steps === batch.steps - 1;
      // trial 0 is right on average though not at the end, trial 1 the other way round; before the recall all are wrong
      if (!inRecall) outputs[wrong(row)] = 100;
      else if (row < batch.steps) outputs[last ? wrong(row) : right(row)] = 1;
      else if (row < 2 * batch.steps) outputs[last ? right(row) : wrong(row)] = 1;
      else outputs[right(row)] = 1;
    }
    const { accuracy, perTrial, measures } = task.score(outputs, batch);
    expect([...perTrial]).toEqual([1, 0, 1, 1]);
    expect(accuracy).toBe(0.75);
    expect(measures.choiceAccuracy).toBe(0.75);
  });

  it.each<[string, Parameters<typeof evidenceAccumulation>[0], string]>([
    ['an even number of cues', { nCues: 4 }, 'nCues is 4; expected an odd number'],
    ['a cue shorter than a step', { cueMs: 5, dtMs: 10 }, 'cueMs is 5, less than a step of 10 ms'],
    ['a negative delay', { delayMs: -1 }, 'delayMs is -1'],
    ['a probability above 1', { cueProbability: 1.1 }, 'cueProbability is 1.1'],
    ['more than a spike a step', { activeHz: 300, dtMs: 5 }, 'activeHz is 300; expected a number from 0 to 200'],
    ['another coding', { coding: 'poisson' as 'spikes' }, "coding is 'poisson'; expected 'spikes' or 'rates'"],
    ['no time', { dtMs: 0 }, 'dtMs is 0'],
  ])('refuses %s', (_, options, message) => {
    expect(() => evidenceAccumulation(options)).toThrow(ArgumentError);
    expect(() => evidenceAccumulation(options)).toThrow(message);
  });
});
