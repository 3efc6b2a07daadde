import { ArgumentError, checkInteger, checkNumber, permutation } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of the recall of patterns. */
export interface MemoryRecallOptions extends TaskSettings {
  /** Elements of a pattern (default 10). */
  readonly elements?: number;
  /** Patterns shown in a trial, those to recall included, drawn uniformly (default 15 to 25). */
  readonly length?: readonly [shortest: number, longest: number];
  /** The part of them that is recalled, rounded down (default 0.1). */
  readonly recalled?: number;
  /** The fraction of elements right for who repeats what the cue shows (default 0.7). */
  readonly chance?: number;
  /**
   * How a pattern is spoilt as a cue (default `blanked`): elements of -1 and 1 of which some are 0, or elements of 0 and 1 of which some
   * are the other one.
   */
  readonly cue?: 'blanked' | 'flipped';
}

/**
 * A stream of random patterns of which some are to be stored, then spoilt copies of those, each to be completed. A step is 1.
 *
 * Inputs: the pattern; a signal with patterns to store. Outputs: the pattern as it was, during the recall, which alone counts. Copies
 * come in an order of their own.
 *
 * @throws ArgumentError for lengths of which nothing is recalled, or more than a half.
 * @source neurogym's MemoryRecall.
 */
export function memoryRecall({
  elements = 10,
  length: [shortest, longest] = [15, 25],
  recalled = 0.1,
  chance = 0.7,
  cue = 'blanked',
  ...settings
}: MemoryRecallOptions = {}): DefinedTask {
  checkInteger('memoryRecall', 'elements', elements);
  checkInteger('memoryRecall', 'length[0]', shortest, 2);
  checkInteger('memoryRecall', 'length[1]', longest, shortest);
  checkNumber('memoryRecall', 'recalled', recalled, 0, 0.5);
  checkNumber('memoryRecall', 'chance', chance, 0.5, 1);
  const recalls = (patterns: number) => Math.floor(recalled * patterns + 1e-9);
  if (recalls(shortest) === 0)
    throw new ArgumentError(
      `memoryRecall: recalled is ${recalled}, of ${shortest} patterns none; expected at least ${1 / shortest}, or longer trials`,
    );
  const [low, high] = cue === 'blanked' ? [-1, 1] : [0, 1];
  return defineTask<{ patterns: number }>(
    {
      name: 'memory-recall',
      source: 'neurogym, MemoryRecall',
      dtMs: 1,
      inputs: { pattern: elements, store: 1 },
      outputs: elements,
      conditions: [{ patterns: Math.floor((shortest + longest) / 2) }],
      draw: (_, rng) => ({ patterns: shortest + rng.integer(longest - shortest + 1) }),
      periods: { storage: ({ patterns }) => patterns - recalls(patterns), recall: ({ patterns }) => recalls(patterns) },
      trial(trial, _, rng) {
        const [[, stored], [start, end]] = [trial.span('storage'), trial.span('recall')];
        const shown = Array.from({ length: stored }, () =>
          Array.from({ length: elements }, () => (rng.integer(2) === 0 ? low : high)),
        );
        shown.forEach((pattern, step) => {
          trial.showSteps('pattern', step, step + 1, pattern);
        });
        const order = permutation(rng, stored);
        for (let step = start; step < end; step++) {
          const from = order[step - start];
          trial.showSteps('store', from, from + 1, 1);
          // A blanked element is right half of the time.
          const spoilt = (value: number) =>
            cue === 'blanked'
              ? rng.uniform() < 2 * (1 - chance)
                ? 0
                : value
              : rng.uniform() < 1 - chance
                ? 1 - value
                : value;
          trial.showSteps('pattern', step, step + 1, shown[from].map(spoilt));
          trial.targetSteps(step, step + 1, shown[from]);
        }
        trial.weigh('storage', 0);
      },
    },
    settings,
  );
}
