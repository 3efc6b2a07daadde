import {
  ArgumentError,
  checkInteger,
  checkNumber,
  createRng,
  gaussianNoise,
  lookUp,
  type Rng,
  type TrialBatch,
} from '@lrsim/core';
import { checkedDefinition } from './check-definition.js';
import { told, type Variables } from './conditions.js';
import { type Duration, drawSteps } from './durations.js';
import { scoreOfChoices } from './score-of-choices.js';
import { scoreOfOutputs } from './score-of-outputs.js';
import { trialReader } from './trial-reader.js';
import { type BatchStorage, trialWriter } from './trial-writer.js';
import type { DefinedTask, TaskDefinition, TaskSettings } from './types.js';

/** A trial as drawn, before it is written. */
interface DrawnTrial<V> {
  readonly condition: number;
  readonly variables: V;
  readonly spans: Readonly<Record<string, readonly [number, number]>>;
  readonly steps: number;
}

/**
 * Makes a task of its definition: whole trials, padded to the longest of a batch with mask 0.
 *
 * A period of D ms has floor(D / dt) steps, each floored by itself, and a trial as many as its periods together. Steps that nothing
 * was written to have inputs 0 and class 0; all steps of a trial count in the loss unless the definition weighs them.
 *
 * @throws ArgumentError for a definition that contradicts itself, or settings that do not fit it.
 */
export function defineTask<V extends Variables>(
  definition: TaskDefinition<V>,
  settings: TaskSettings = {},
): DefinedTask {
  const { name, source, conditions } = definition;
  const { dtMs = definition.dtMs, timing = {}, sigma = definition.noise?.sigma ?? 0 } = settings;
  checkNumber(name, 'dtMs', dtMs, Number.MIN_VALUE);
  checkNumber(name, 'sigma', sigma, 0);
  for (const period of Object.keys(timing))
    if (typeof lookUp('period', definition.periods, period) === 'function')
      throw new ArgumentError(
        `${name}: timing has '${period}', whose duration follows from the variables of a trial; change those instead`,
      );
  const { channels, nIn, classes, nOut, response, event } = checkedDefinition(definition);
  const kind = classes.length > 0 ? 'classification' : 'regression';
  const targetSize = kind === 'classification' ? 1 : nOut;
  const periods: [string, Duration | ((variables: V) => Duration)][] = Object.entries(definition.periods).map(
    ([period, duration]) => [period, timing[period] ?? duration],
  );

  const draw = (condition: number, rng: Rng, typical: boolean): DrawnTrial<V> => {
    const variables = definition.draw?.(conditions[condition], rng) ?? conditions[condition];
    const spans: Record<string, readonly [number, number]> = {};
    let steps = 0;
    for (const [period, duration] of periods) {
      const rule = typeof duration === 'function' ? duration(variables) : duration;
      const end = steps + drawSteps(name, period, rule, dtMs, typical ? undefined : rng);
      spans[period] = [steps, end];
      steps = end;
    }
    // Without a response there is nothing to learn; better said here than found after training.
    if (kind === 'classification' && response.every((period) => spans[period][1] === spans[period][0]))
      throw new ArgumentError(
        `${name}: dtMs is ${dtMs}, at which ${response.join(', ')} has no step; expected a shorter step or a longer period`,
      );
    return { condition, variables, spans, steps };
  };

  const write = (trials: readonly DrawnTrial<V>[], rng: Rng, noiseSd: number): TrialBatch => {
    // A stream of its own: without noise the same seed gives the same trials.
    const noiseRng = createRng(rng.integer(2 ** 31));
    const steps = trials.reduce((longest, trial) => Math.max(longest, trial.steps), 0);
    if (steps === 0)
      throw new ArgumentError(`${name}: dtMs is ${dtMs}, longer than every period; expected a shorter step`);
    const storage = {
      inputs: new Float32Array(trials.length * steps * nIn),
      targets: new Float32Array(trials.length * steps * targetSize),
      mask: new Float32Array(trials.length * steps * targetSize),
      steps,
      nIn,
      targetSize,
    };
    trials.forEach(({ variables, spans, steps: length }, index) => {
      const writer = trialWriter(storage, index, channels, spans, dtMs);
      writer.weighSteps(0, length, 1);
      definition.trial(writer, variables, rng);
    });
    if (noiseSd > 0) addNoise(storage, trials, noiseRng, noiseSd);
    const info = trials.map(({ condition, variables, spans }) => ({
      condition,
      periods: spans,
      variables: told(variables),
    }));
    return { ...storage, trials: trials.length, nOut, dtMs, kind, info };
  };

  const noisy = (definition.noise?.channels ?? []).map((channel) => lookUp('input channel', channels, channel));
  /** Steps [start, end) of each period of a trial in which there is noise. */
  const noisySteps = ({ spans, steps }: DrawnTrial<V>): readonly (readonly [number, number])[] =>
    definition.noise?.periods?.map((period) => lookUp('period', spans, period)) ?? [[0, steps]];
  const addNoise = ({ inputs, steps }: BatchStorage, trials: readonly DrawnTrial<V>[], rng: Rng, sd: number) => {
    const width = noisy.reduce((sum, [, count]) => sum + count, 0);
    const during = trials.map(noisySteps);
    const rows = during.flat().reduce((sum, [start, end]) => sum + end - start, 0);
    // All at once: many times faster than one by one.
    const noise = gaussianNoise(rng, rows * width, sd);
    let next = 0;
    during.forEach((spans, trial) => {
      // Channel by channel, so that nothing is taken apart at every step.
      for (const [start, end] of spans)
        for (const [first, count] of noisy)
          for (let step = start, row = (trial * steps + start) * nIn + first; step < end; step++, row += nIn)
            for (let at = row; at < row + count; at++) inputs[at] += noise[next++];
    });
  };

  const drawEach = (chosen: readonly number[], rng: Rng) =>
    write(
      chosen.map((condition) => draw(condition, rng, false)),
      rng,
      sigma / Math.sqrt(dtMs),
    );
  const score =
    definition.score ??
    (kind === 'classification'
      ? (outputs: ArrayLike<number>, batch: TrialBatch) => scoreOfChoices(outputs, batch, response)
      : scoreOfOutputs);
  const analysisTrials = () => {
    const rng = createRng(`analysis trials of ${name}`);
    return write(
      conditions.map((_, condition) => draw(condition, rng, true)),
      rng,
      0,
    );
  };
  const first = draw(0, createRng(0), true);
  return {
    name,
    source,
    dtMs,
    nIn,
    nOut,
    kind,
    classes,
    channels,
    conditions: conditions.map(told),
    response,
    chance: definition.chance,
    noise: definition.noise && { ...definition.noise, sigma },
    nConditions: conditions.length,
    analysisWindow: { start: 0, end: first.steps, eventStep: first.spans[event][0], event: `${event} onset` },
    analysisTrials,
    sample(rng, trials) {
      checkInteger(`${name}.sample`, 'trials', trials);
      return drawEach(
        Array.from({ length: trials }, () => rng.integer(conditions.length)),
        rng,
      );
    },
    sampleConditions(rng, chosen) {
      if (chosen.length === 0) throw new ArgumentError(`${name}.sampleConditions: chosen is empty; expected a trial`);
      for (const condition of chosen)
        if (!(condition in conditions))
          throw new ArgumentError(
            `${name}.sampleConditions: chosen has ${condition}; expected conditions from 0 to ${conditions.length - 1}`,
          );
      return drawEach(chosen, rng);
    },
    score,
    deterministic: definition.deterministic ?? false,
    scoresChoices: kind === 'classification' && !definition.score,
    checkAnswers(batch) {
      const { answer } = definition;
      if (!answer) return undefined;
      let [right, responses] = [0, 0];
      batch.info.forEach(({ periods: spans }, index) => {
        const found = answer(trialReader(batch, index, channels));
        if (typeof found === 'object' && 'goAt' in found) {
          const targets = batch.targets.subarray(index * batch.steps, (index + 1) * batch.steps);
          responses++;
          if (targets.findIndex((target) => target > 0) === found.goAt) right++;
          return;
        }
        const answers = typeof found === 'number' ? [found] : found;
        response.forEach((period, k) => {
          if (Number.isNaN(answers[k])) return;
          responses++;
          if (answers[k] === batch.targets[index * batch.steps + spans[period][1] - 1]) right++;
        });
      });
      return { right, responses };
    },
    with: (others) => defineTask(definition, { ...settings, ...others, timing: { ...timing, ...others.timing } }),
  };
}
