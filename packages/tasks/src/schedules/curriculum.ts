import { ArgumentError, checkInteger, checkNumber, type Task } from '@lrsim/core';

/** When a curriculum moves on. */
export interface CurriculumOptions {
  /** A session at least this accurate counts as passed (default 0.7). */
  readonly threshold?: number;
  /** Passed sessions in a row that a stage takes (default 1). */
  readonly sessions?: number;
  /** A session less accurate than this leads one stage back (default 0: never). */
  readonly fallBack?: number;
}

/** Where training stands in a series of ever harder tasks. Nothing changes it: `after` gives the next one. */
export interface Curriculum<T extends Task> {
  readonly stage: number;
  readonly task: T;
  readonly isLast: boolean;
  /** Sessions passed in a row at this stage. */
  readonly passed: number;
  /** Where it stands after a session of this accuracy. */
  after(accuracy: number): Curriculum<T>;
}

/**
 * A curriculum: tasks from easy to hard, the next one as soon as the last is learnt, and back where one is lost again (shaping).
 *
 * @throws ArgumentError for no stages, or options out of range; of `after` for an accuracy that is not a number.
 */
export function curriculum<T extends Task>(stages: readonly T[], options: CurriculumOptions = {}): Curriculum<T> {
  const { threshold = 0.7, sessions = 1, fallBack = 0 } = options;
  if (stages.length === 0) throw new ArgumentError('curriculum: stages is empty; expected at least one task');
  checkNumber('curriculum', 'threshold', threshold);
  checkInteger('curriculum', 'sessions', sessions);
  checkNumber('curriculum', 'fallBack', fallBack, -Infinity, threshold);
  const at = (stage: number, passed: number): Curriculum<T> => ({
    stage,
    task: stages[stage],
    isLast: stage === stages.length - 1,
    passed,
    after(accuracy) {
      checkNumber('curriculum.after', 'accuracy', accuracy);
      if (accuracy < fallBack) return at(Math.max(0, stage - 1), 0);
      if (accuracy < threshold) return at(stage, 0);
      if (passed + 1 < sessions || stage === stages.length - 1) return at(stage, passed + 1);
      return at(stage + 1, 0);
    },
  });
  return at(0, 0);
}
