import {
  type DefinedTask,
  type DrawnDuration,
  defineTask,
  factors,
  indices,
  oneHot,
  type TaskSettings,
  type TrialWriter,
  tentRing,
  uniform,
} from '../definition/index.js';

/** Sectors of the circle, or parts of the range of a number, that are conditions. */
const PARTS = 12;
/** Steps at the beginning of a recall that do not count. */
const REACTION = 10;

/** The delay that is left of a fixed time once the stimulus has begun earlier or later. */
const rest = (total: number, before: number): number => Math.max(0, total - before);

/**
 * Remember an angle and report the opposite one. Stimulus 10 from about 10 on, recall from 120 to 200 at dt 1.
 *
 * Inputs: the angle while it is shown, by how close it is to the two of three preferred angles next to it; a constant 1; the recall. Outputs: the
 * opposite angle in the recall in the same way, 0 before; the first ten steps of the recall do not count.
 *
 * @source trainRNNbrain (Engel lab), TaskMemoryAntiAngle; after Driscoll, Shenoy & Sussillo 2024 (doi 10.1038/s41593-024-01668-6).
 */
export const memoryAntiAngle = (settings: TaskSettings = {}): DefinedTask =>
  defineTask<{ sector: number; angle: number; onset: number }>(
    {
      name: 'memory-anti-angle',
      source: 'trainRNNbrain, MemoryAntiAngle',
      dtMs: 1,
      inputs: { angle: 3, constant: 1, recall: 1 },
      outputs: 3,
      conditions: factors({ sector: indices(PARTS), angle: [0], onset: [10] }),
      draw: ({ sector }, rng) => ({
        sector,
        angle: (2 * Math.PI * (sector + rng.uniform())) / PARTS,
        onset: 20 * rng.uniform(),
      }),
      periods: {
        before: ({ onset }) => onset,
        stimulus: 10,
        delay: ({ onset }) => rest(110, onset),
        recall: 80,
      },
      trial(trial, { angle }) {
        trial.show('angle', 'stimulus', tentRing(3, angle));
        trial.show('constant', ['before', 'stimulus', 'delay', 'recall'], 1);
        recallOf(trial, tentRing(3, angle + Math.PI));
      },
    },
    settings,
  );

/**
 * Remember a number from 0 to 1. Stimulus 10 from up to 40 on, recall from 60 to 120 at dt 1.
 *
 * Inputs: the number while it is shown; the recall; a constant 1. Output: the number in the recall, 0 before; the first ten steps of the
 * recall do not count.
 *
 * @source trainRNNbrain (Engel lab), TaskMemoryNumber.
 */
export const memoryNumber = (settings: TaskSettings = {}): DefinedTask =>
  defineTask<{ part: number; number: number; onset: number }>(
    {
      name: 'memory-number',
      source: 'trainRNNbrain, MemoryNumber',
      dtMs: 1,
      inputs: { number: 1, recall: 1, constant: 1 },
      outputs: 1,
      conditions: factors({ part: indices(PARTS), number: [0], onset: [20] }),
      draw: ({ part }, rng) => ({ part, number: (part + rng.uniform()) / PARTS, onset: 40 * rng.uniform() }),
      periods: {
        before: ({ onset }) => onset,
        stimulus: 10,
        delay: ({ onset }) => rest(50, onset),
        recall: 60,
      },
      trial(trial, { number }) {
        trial.show('number', 'stimulus', number);
        trial.show('constant', ['before', 'stimulus', 'delay', 'recall'], 1);
        recallOf(trial, number);
      },
    },
    settings,
  );

/**
 * Remember which of two channels was on, or that none was. Stimulus 30 from up to 14 on, go cue from 110 to 157 at dt 1.
 *
 * Inputs: the two channels, the go cue. Outputs: 1 for the channel during the go cue, 0 for both in trials without a stimulus, which have a
 * go cue here (in trainRNNbrain they have none).
 *
 * @source trainRNNbrain (Engel lab), TaskMemoryDM.
 */
export const memoryDecision = (settings: TaskSettings = {}): DefinedTask =>
  defineTask<{ channel: number; onset: number }>(
    {
      name: 'memory-decision',
      source: 'trainRNNbrain, MemoryDM',
      dtMs: 1,
      inputs: { stimulus: 2, recall: 1 },
      outputs: 2,
      conditions: factors({ channel: [0, 1, -1], onset: [7] }),
      draw: ({ channel }, rng) => ({ channel, onset: 14 * rng.uniform() }),
      periods: {
        before: ({ onset }) => onset,
        stimulus: 30,
        delay: ({ onset }) => rest(80, onset),
        recall: 47,
      },
      trial(trial, { channel }) {
        const chosen = oneHot(2, channel);
        trial.show('stimulus', 'stimulus', chosen);
        trial.show('recall', 'recall', 1);
        trial.target('recall', chosen);
      },
    },
    settings,
  );

/**
 * Were two stimuli, a delay apart, the same? Stimuli of 10 at about 10 and 80, decision from 100 to 140 at dt 1.
 *
 * Inputs: one of two channels for each stimulus, the decision. Output: 1 in the decision where they were the same; its first ten steps do not count.
 *
 * @source trainRNNbrain (Engel lab), TaskDMTS.
 */
export const delayedMatch = (settings: TaskSettings = {}): DefinedTask => {
  const aboutTen: DrawnDuration = uniform(0, 20);
  return defineTask(
    {
      name: 'delayed-match',
      source: 'trainRNNbrain, DMTS',
      dtMs: 1,
      inputs: { stimulus: 2, recall: 1 },
      outputs: 1,
      conditions: factors({ sample: [0, 1], match: [0, 1] }),
      periods: { before: aboutTen, sample: 10, delay: uniform(40, 60), match: 10, wait: aboutTen, recall: 40 },
      trial(trial, { sample, match }) {
        trial.show('stimulus', 'sample', [1 - sample, sample]);
        trial.show('stimulus', 'match', [1 - match, match]);
        recallOf(trial, Number(sample === match));
      },
    },
    settings,
  );
};

/** Asks for values in the recall, but for its first steps. */
function recallOf(trial: TrialWriter, values: number | Float64Array): void {
  trial.show('recall', 'recall', 1);
  trial.target('recall', values);
  const [start, end] = trial.span('recall');
  trial.weighSteps(start, Math.min(end, start + Math.floor(REACTION / trial.dtMs)), 0);
}
