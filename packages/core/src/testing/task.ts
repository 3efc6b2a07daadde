import { createRng, restoreRng } from '../random.js';
import type { Task, TaskScore, TrialBatch } from '../types.js';
import { argumentError, expectThat, type TestRunner } from './runner.js';

/** Batch sizes a task is drawn at: one trial, fewer than most tasks have conditions, and more than a few of each. */
const sizes = [1, 5, 40] as const;
/** A logit so far above the others that its softmax is 1 to double precision for any number of classes in use. */
const certain = 60;

/**
 * The conformance suite of tasks: shapes, periods, determinism under seed, valid targets and masks, and the two ends of
 * the score. A new task is one more call.
 *
 * @param options.deterministic - the task draws nothing: seeds need not differ (default false: some batch of up to 40
 *   trials must).
 */
export function describeTask(
  runner: TestRunner,
  task: Task,
  { deterministic = false }: { readonly deterministic?: boolean } = {},
): void {
  const { describe, it } = runner;
  const draw = (trials: number, seed: number | string = 1) => task.sample(createRng(seed), trials);
  const each = (check: (batch: TrialBatch, trials: number) => void) => () => {
    for (const trials of sizes) check(draw(trials), trials);
  };

  describe(`task ${task.name}`, () => {
    it(
      'gives batches of the shapes, step and kind it declares',
      each((batch, trials) => checkShapes(task, batch, trials)),
    );
    it(
      'gives finite inputs, targets that can be met, and a mask of weights in which every trial counts',
      each(checkValues),
    );
    it('says for every trial its condition and its periods, which lie inside the trial and cover it', each(checkInfo));
    it('gives the same bytes for the same seed, and others for another', () => {
      for (const trials of sizes) {
        const [once, again] = [draw(trials), draw(trials)];
        expectThat(digest(once) === digest(again), `${trials} trials differ under one seed`);
      }
      expectThat(
        deterministic || sizes.some((trials) => digest(draw(trials, 'a')) !== digest(draw(trials, 'b'))),
        'no batch differs between two seeds',
      );
    });
    it('depends on nothing but the state of the generator', () => {
      const rng = createRng(3);
      task.sample(rng, 7);
      const resumed = restoreRng(rng.state());
      expectThat(digest(task.sample(rng, 40)) === digest(task.sample(resumed, 40)), 'a restored generator differs');
    });
    it('never changes a batch it has returned, nor what it is asked to score', () => {
      const batch = draw(6);
      const outputs = oracle(batch);
      const before = digest(batch) + Array.from(outputs).join();
      draw(6, 'another');
      task.score(outputs, batch);
      expectThat(digest(batch) + Array.from(outputs).join() === before, 'the batch or the outputs were changed');
    });
    it(
      'scores the targets themselves 1, trial by trial',
      each((batch) => {
        const score = task.score(oracle(batch), batch);
        checkScore(score, batch.trials);
        for (const value of [score.accuracy, ...score.perTrial])
          expectThat(Math.abs(value - 1) < 1e-12, `the oracle scores ${value}`);
      }),
    );
    it('scores outputs that never change below 1', () => {
      const batch = draw(40);
      for (const outputs of constants(batch)) {
        const score = task.score(outputs, batch);
        checkScore(score, batch.trials);
        expectThat(score.accuracy < 1 - 1e-6, `a constant output scores ${score.accuracy}`);
      }
    });
    it('raises an ArgumentError for a number of trials that is not a positive integer', () => {
      for (const trials of [0, -1, 1.5, Number.NaN]) argumentError(() => draw(trials), `${trials} trials`);
    });
    it('raises an ArgumentError for outputs of another length or with NaN', () => {
      const batch = draw(3);
      const outputs = oracle(batch);
      argumentError(() => task.score(outputs.subarray(1), batch), 'outputs one value short');
      argumentError(() => task.score(outputs.fill(Number.NaN, 4, 5), batch), 'outputs with NaN');
    });
  });
}

function checkShapes(task: Task, batch: TrialBatch, trials: number): void {
  const same = (name: string, found: unknown, expected: unknown) =>
    expectThat(found === expected, `${name} is ${found}; expected ${expected}`);
  same('trials', batch.trials, trials);
  for (const key of ['nIn', 'nOut', 'dtMs', 'kind'] as const) same(key, batch[key], task[key]);
  expectThat(Number.isInteger(batch.steps) && batch.steps > 0, `steps is ${batch.steps}`);
  const channels = batch.kind === 'regression' ? batch.nOut : 1;
  same('length of inputs', batch.inputs.length, trials * batch.steps * batch.nIn);
  same('length of targets', batch.targets.length, trials * batch.steps * channels);
  same('length of mask', batch.mask.length, batch.targets.length);
  same('length of info', batch.info.length, trials);
  for (const key of ['inputs', 'targets', 'mask'] as const)
    expectThat(batch[key] instanceof Float32Array, `${key} is not a Float32Array`);
}

function checkValues(batch: TrialBatch): void {
  expectThat(batch.inputs.every(Number.isFinite), 'inputs have a value that is not finite');
  expectThat(batch.targets.every(Number.isFinite), 'targets have a value that is not finite');
  if (batch.kind === 'classification')
    expectThat(
      batch.targets.every((c) => Number.isInteger(c) && c >= 0 && c < batch.nOut),
      `targets have a value that is no class from 0 to ${batch.nOut - 1}`,
    );
  expectThat(
    batch.mask.every((m) => m >= 0 && m < Infinity),
    'mask has a value that is no weight',
  );
  const perTrial = batch.mask.length / batch.trials;
  for (let trial = 0; trial < batch.trials; trial++)
    expectThat(
      batch.mask.subarray(trial * perTrial, (trial + 1) * perTrial).some((m) => m > 0),
      `trial ${trial} never counts`,
    );
}

function checkInfo(batch: TrialBatch): void {
  const names = Object.keys(batch.info[0].periods).join();
  batch.info.forEach(({ condition, periods }, trial) => {
    expectThat(Number.isInteger(condition) && condition >= 0, `trial ${trial} has the condition ${condition}`);
    expectThat(Object.keys(periods).join() === names, `trial ${trial} has other periods than trial 0`);
    const covered = new Uint8Array(batch.steps);
    for (const [name, [start, end]] of Object.entries(periods)) {
      const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end;
      expectThat(inside && end <= batch.steps, `period ${name} of trial ${trial} is [${start}, ${end})`);
      covered.fill(1, start, end);
    }
    // A trial shorter than the longest of its batch is padded with steps that do not count.
    const length = covered.lastIndexOf(1) + 1;
    expectThat(
      !covered.subarray(0, length).includes(0),
      `step ${covered.indexOf(0)} of trial ${trial} is in no period`,
    );
    const perStep = batch.mask.length / (batch.trials * batch.steps);
    const tail = batch.mask.subarray((trial * batch.steps + length) * perStep, (trial + 1) * batch.steps * perStep);
    expectThat(!tail.some((m) => m !== 0), `trial ${trial} counts beyond its periods`);
  });
}

function checkScore({ accuracy, perTrial }: TaskScore, trials: number): void {
  expectThat(Number.isFinite(accuracy), `accuracy is ${accuracy}`);
  expectThat(perTrial.length === trials && perTrial.every(Number.isFinite), 'perTrial is not a number for every trial');
}

/** The outputs of a network that has solved the batch: its targets, or logits that leave no doubt about them. */
function oracle(batch: TrialBatch): Float64Array {
  if (batch.kind === 'regression') return Float64Array.from(batch.targets);
  const outputs = new Float64Array(batch.targets.length * batch.nOut);
  batch.targets.forEach((target, step) => {
    outputs[step * batch.nOut + target] = certain;
  });
  return outputs;
}

/** Outputs without information: zero, and the best that one value per channel can do (mean target, class frequency). */
function constants(batch: TrialBatch): Float64Array[] {
  const { nOut, targets, mask } = batch;
  const zero = new Float64Array(batch.trials * batch.steps * nOut);
  const best = Array.from({ length: nOut }, (_, k) => {
    let sum = 0;
    let count = 0;
    targets.forEach((target, i) => {
      if (mask[i] === 0 || (batch.kind === 'regression' && i % nOut !== k)) return;
      sum += batch.kind === 'regression' ? target : Number(target === k);
      count++;
    });
    return batch.kind === 'regression' ? sum / count : Math.log(Math.max(sum / count, 1e-12));
  });
  return [zero, zero.map((_, i) => best[i % nOut])];
}

/** Everything in a batch as one string, so that equal digests mean equal batches (but for one in 2^64). */
function digest({ inputs, targets, mask, ...rest }: TrialBatch): string {
  let [first, second] = [0x9e3779b9, 0x85ebca6b];
  for (const words of [inputs, targets, mask].map((a) => new Uint32Array(a.slice().buffer)))
    for (let at = 0; at < words.length; at++) {
      first = Math.imul(first ^ words[at], 0x01000193);
      first ^= first >>> 15;
      second = Math.imul(second, 0x5bd1e995) + words[at];
      second ^= second >>> 13;
    }
  return `${first} ${second} ${inputs.length} ${targets.length}${JSON.stringify(rest)}`;
}
