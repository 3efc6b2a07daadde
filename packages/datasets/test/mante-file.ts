import { type ManteCondition, manteConditions } from '../src/mante2013/conditions.js';
import { numeric, type Written, writeMatlab } from './write-matlab.js';

/** A trial of a made-up unit: its condition, whether it was correct, and a count for every sample. */
export interface MadeTrial extends ManteCondition {
  readonly correct: boolean;
  readonly counts: readonly number[];
}

const coherences = { motion: [-0.5, -0.17, -0.06, 0.06, 0.17, 0.5], colour: [-0.4, -0.2, -0.1, 0.1, 0.2, 0.4] };

/** The bytes of a unit file of Mante et al. 2013, with only the variables it takes to read it. */
export function writeManteUnit(
  trials: readonly MadeTrial[],
  { levels = coherences, startSeconds = 0.1, variables = {} as Record<string, Written> } = {},
): Uint8Array {
  const samples = trials[0].counts.length;
  const column = (values: readonly number[], more = {}) => numeric('double', [values.length, 1], values, more);
  const byColumns = Array.from({ length: samples }, (_, sample) => trials.map(({ counts }) => counts[sample])).flat();
  const taskVariable = {
    stim_dir: column(trials.map(({ motionRank }) => levels.motion[motionRank])),
    stim_col2dir: column(trials.map(({ colourRank }) => levels.colour[colourRank])),
    context: column(
      trials.map(({ context }) => (context === 'motion' ? 1 : -1)),
      { stored: 3 },
    ),
    correct: column(
      trials.map(({ correct }) => (correct ? 1 : 0)),
      { stored: 2 },
    ),
    ...variables,
  };
  const times = Array.from({ length: samples }, (_, i) => startSeconds + i / 1000);
  return writeMatlab(
    {
      unit: {
        kind: 'struct',
        shape: [1, 1],
        elements: [
          {
            response: numeric('uint8', [trials.length, samples], byColumns, { stored: 2 }),
            task_variable: { kind: 'struct', shape: [1, 1], elements: [taskVariable] },
            time: numeric('double', [1, samples], times),
          },
        ],
      },
    },
    { compressed: true },
  );
}

/** `count` correct trials of every condition; `rate` gives the count of every sample from the condition's index. */
export const everyCondition = (
  rate: (condition: number, sample: number, trial: number) => number,
  { count = 1, samples = 751, correct = true } = {},
): MadeTrial[] =>
  manteConditions('context').flatMap((condition, index) =>
    Array.from({ length: count }, (_, trial) => ({
      ...condition,
      correct,
      counts: Array.from({ length: samples }, (_, sample) => rate(index, sample, trial)),
    })),
  );
