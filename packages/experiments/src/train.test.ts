import { simulatedRecording } from '@lrsim/datasets';
import { referenceKernel, startWasmKernel } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { createExperiment } from './experiment.js';
import { type StudySettingsInput, studySettings } from './settings.js';
import { advance, initialState } from './train.js';

const recording = simulatedRecording();
const small: StudySettingsInput = { units: 12, trials: 4, updates: 6, kernel: 'reference' };
const experimentOf = (input: StudySettingsInput, rule = 'bptt', seed = 1) =>
  createExperiment(studySettings({ ...small, ...input }), { rule, seed }, recording, referenceKernel);

describe('training', () => {
  it('starts every rule of a seed from the same weights, and every seed from others', () => {
    const weights = (rule: string, seed: number) => initialState(experimentOf({}, rule, seed)).params;
    expect(weights('eprop', 1)).toEqual(weights('bptt', 1));
    expect(weights('bptt', 2)).not.toEqual(weights('bptt', 1));
  });

  it('shows every rule of a seed the same trials: the first loss is the same, the second is not', () => {
    const losses = (rule: string) => {
      const experiment = experimentOf({}, rule);
      return advance(experiment, advance(experiment, initialState(experiment))).losses;
    };
    expect(losses('eprop')[0]).toEqual(losses('bptt')[0]);
    expect(losses('eprop')[1]).not.toEqual(losses('bptt')[1]);
  });

  it('shrinks the activity penalty by 2/3 while it dominates, from the next update on', () => {
    const experiment = experimentOf({});
    const first = advance(experiment, initialState(experiment));
    const { main, penalty } = first.losses[0];
    expect(penalty).toBeGreaterThan(main / 2); // the premise: at the start the penalty dominates
    expect(first.penalty).toBeCloseTo(20 / 3, 12);
  });

  it('never changes a state it was given', () => {
    const experiment = experimentOf({});
    const before = initialState(experiment);
    const copy = structuredClone(before);
    advance(experiment, before);
    expect(before).toEqual(copy);
  });

  it('keeps the weights of the snapshot closest to the recording', () => {
    const experiment = experimentOf({ updates: 5 });
    let state = initialState(experiment);
    while (!state.done) state = advance(experiment, state);
    const distances = state.snapshots.map((snapshot) => snapshot.distances.procrustes);
    expect(state.closest?.distance).toBe(Math.min(...distances));
    expect(state.closest?.update).toBe(state.snapshots[distances.indexOf(Math.min(...distances))].update);
  });

  it('lowers the loss of the reach task with both rules, on the float32 kernel', async () => {
    const kernel = await startWasmKernel();
    for (const rule of ['bptt', 'eprop']) {
      const settings = studySettings({
        units: 40,
        trials: 16,
        updates: 150,
        learningRate: 2e-3,
        activityPenalty: 0.01,
      });
      const experiment = createExperiment(settings, { rule, seed: 1 }, recording, kernel);
      let state = initialState(experiment);
      while (!state.done) state = advance(experiment, state);
      const start = state.losses[0].main;
      expect(state.losses.at(-1)?.main).toBeLessThan(0.75 * start);
    }
  });
});

describe('settings that do not fit', () => {
  it('a task with other conditions than the recording', () => {
    expect(() => experimentOf({ task: 'context-decision' })).toThrow(/8 conditions, the task context-decision has 72/);
  });
});
