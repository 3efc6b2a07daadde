import { ArgumentError, checkInteger, type Rng, type Task, type TrialBatch, type TrialInfo } from '@lrsim/core';
import type { MeasuredScore } from '../types.js';
import { iidSchedule, type Schedule } from './schedules.js';

/** Options of a mixture. */
export interface MixtureOptions {
  /** Which task comes next (default independent draws, each as likely). */
  readonly schedule?: Schedule;
  /** Whether a channel for each task is appended to the inputs, 1 throughout its trials (default true). */
  readonly ruleInput?: boolean;
  /**
   * Whether a batch is of one task, as networks of many tasks are trained, or mixes them trial by trial: 'trial' where a schedule is
   * given, since every batch begins it anew, else 'batch'.
   */
  readonly by?: 'batch' | 'trial';
}

/** A task made of several, with the score of each. */
export interface MixedTask extends Task {
  readonly tasks: readonly Task[];
  /** The task's index is the variable `task` of every trial. Its measures are the accuracy of each task in the batch by name. */
  score(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore;
}

/**
 * One task of several, drawn by a schedule: independent and weighted (`iidSchedule([1, 5])`), in order, or in blocks.
 *
 * The tasks need the same step, inputs, outputs and kind. A schedule begins anew with every batch that `sample` draws.
 *
 * @throws ArgumentError for no tasks, or tasks that differ in their channels.
 */
export function taskMixture(
  name: string,
  tasks: readonly Task[],
  { schedule, ruleInput = true, by = schedule ? 'trial' : 'batch' }: MixtureOptions = {},
): MixedTask {
  if (tasks.length === 0) throw new ArgumentError('taskMixture: tasks is empty; expected at least one');
  const [first] = tasks;
  for (const task of tasks)
    for (const key of ['dtMs', 'nIn', 'nOut', 'kind'] as const)
      if (task[key] !== first[key])
        throw new ArgumentError(
          `taskMixture: ${task.name} has the ${key} ${task[key]}, ${first.name} has ${first[key]}; expected the same of all`,
        );
  const nIn = first.nIn + (ruleInput ? tasks.length : 0);
  const targetSize = first.kind === 'classification' ? 1 : first.nOut;
  return {
    name,
    dtMs: first.dtMs,
    nIn,
    nOut: first.nOut,
    kind: first.kind,
    tasks,
    sample(rng: Rng, trials: number) {
      checkInteger(`${name}.sample`, 'trials', trials);
      const next = (schedule ?? iidSchedule())(rng, tasks.length);
      const one = next();
      const sequence = Array.from({ length: trials }, (_, trial) => (by === 'batch' || trial === 0 ? one : next()));
      const drawn = tasks.map((task, k) => {
        const count = sequence.filter((chosen) => chosen === k).length;
        return count > 0 ? task.sample(rng, count) : undefined;
      });
      const steps = drawn.reduce((longest, batch) => Math.max(longest, batch?.steps ?? 0), 0);
      const inputs = new Float32Array(trials * steps * nIn);
      const targets = new Float32Array(trials * steps * targetSize);
      const mask = new Float32Array(targets.length);
      const used = tasks.map(() => 0);
      const info = sequence.map((k, trial): TrialInfo => {
        const batch = drawn[k] as TrialBatch;
        const own = used[k]++;
        const length = Object.values(batch.info[own].periods).reduce((last, [, end]) => Math.max(last, end), 0);
        for (let step = 0; step < length; step++) {
          const [from, to] = [own * batch.steps + step, trial * steps + step];
          inputs.set(batch.inputs.subarray(from * first.nIn, (from + 1) * first.nIn), to * nIn);
          if (ruleInput) inputs[to * nIn + first.nIn + k] = 1;
        }
        for (const [source, copy] of [
          [batch.targets, targets],
          [batch.mask, mask],
        ])
          copy.set(
            source.subarray(own * batch.steps * targetSize, (own + 1) * batch.steps * targetSize),
            trial * steps * targetSize,
          );
        const { condition, periods, variables } = batch.info[own];
        return { condition, periods, variables: { ...variables, task: k } };
      });
      return { inputs, targets, mask, trials, steps, nIn, nOut: first.nOut, dtMs: first.dtMs, kind: first.kind, info };
    },
    score(outputs, batch) {
      const perTrial = new Float64Array(batch.trials);
      const measures: Record<string, number> = {};
      for (const [k, task] of tasks.entries()) {
        const mine = [...batch.info.keys()].filter((trial) => batch.info[trial].variables.task === k);
        if (mine.length === 0) continue;
        const part = trialsOf(batch, mine, targetSize);
        const size = batch.steps * batch.nOut;
        const own = Float64Array.from(
          { length: mine.length * size },
          (_, at) => outputs[mine[Math.floor(at / size)] * size + (at % size)],
        );
        const score = task.score(own, part);
        measures[task.name] = score.accuracy;
        mine.forEach((trial, i) => {
          perTrial[trial] = score.perTrial[i];
        });
      }
      return { accuracy: perTrial.reduce((sum, one) => sum + one, 0) / batch.trials, perTrial, measures };
    },
  };
}

/** Some trials of a batch. */
function trialsOf(batch: TrialBatch, trials: readonly number[], targetSize: number): TrialBatch {
  const { steps, nIn } = batch;
  const pick = (data: Float32Array, width: number) => {
    const size = steps * width;
    const kept = new Float32Array(trials.length * size);
    trials.forEach((trial, i) => {
      kept.set(data.subarray(trial * size, (trial + 1) * size), i * size);
    });
    return kept;
  };
  return {
    ...batch,
    trials: trials.length,
    inputs: pick(batch.inputs, nIn),
    targets: pick(batch.targets, targetSize),
    mask: pick(batch.mask, targetSize),
    info: trials.map((trial) => batch.info[trial]),
  };
}
