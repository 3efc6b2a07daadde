import { lookUp, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from '../check-outputs.js';
import {
  angularDistance,
  bumpRing,
  type DefinedTask,
  defineTask,
  indices,
  oneHot,
  sumOfRings,
  type TaskSettings,
} from '../definition/index.js';
import { normalisedError } from '../normalised-error.js';
import type { MeasuredScore } from '../types.js';
import { type YangCondition, type YangTrial, yangFamilies } from './families.js';
import { type YangName, yangNames } from './names.js';

const RING = 32;
/** Values of the outputs: low, high; steps that do not count at the start and after the go (ms); weight of the response. */
const [LOW, HIGH, GRACE_MS, RESPONSE_WEIGHT] = [0.05, 0.8, 100, 5];
/** Noise of SD 0.01 sqrt(2 / alpha) at each step, alpha = dt / 100 ms: 0.01 sqrt(2 * 100 ms) for a step of 1 ms. */
const SIGMA = 0.01 * Math.sqrt(200);
/** A response may be off by this angle. */
const TOLERANCE = 0.2 * Math.PI;

/**
 * One of the 20 tasks of Yang et al. 2019 in their own form, dt 20: inputs are fixation, two rings of 32, and a channel for each rule, all
 * with noise; targets, least squares, are fixation and a ring of 32.
 *
 * The targets are 0.05 but for fixation, 0.8 until the go, and a bump where to respond after it; a response that is withheld keeps
 * fixating. Weights: 0 in the first 100 ms and for 100 ms after the go, 1 between, 5 in the response, doubled for the fixation output. A
 * trial is right if at its last step the fixation output is below 0.5 and the population vector within 0.2 pi of the target, or
 * fixation stays above 0.5 where a response is to be withheld. Trials of a batch differ in timing (the authors' share it). Conditions are
 * the eighths of the circle to respond to; of matching tasks those of the second stimulus (of categories its ten angles), with and
 * without a match.
 *
 * @throws UnknownNameError for another name.
 * @source Yang, Joglekar, Song, Newsome & Wang 2019 (doi 10.1038/s41593-018-0310-2).
 */
export function yangTask(name: YangName, settings: TaskSettings = {}): DefinedTask {
  const family = lookUp('task of Yang et al. 2019', yangFamilies, name);
  const periods = Object.keys(family.periods);
  const rule = oneHot(yangNames.length, yangNames.indexOf(name));
  return defineTask<Readonly<Record<string, unknown>> & { readonly shown: YangTrial }>(
    {
      name: `yang2019-${name}`,
      source: 'Yang et al. 2019',
      dtMs: 20,
      inputs: { fixation: 1, ring1: RING, ring2: RING, rule: yangNames.length },
      outputs: 1 + RING,
      conditions: family.conditions.map((condition) => ({
        ...condition,
        shown: { stimuli: [], response: undefined },
      })),
      draw(condition, rng) {
        const shown = family.draw(rng, condition as unknown as YangCondition);
        return { ...condition, withheld: Number(shown.response === undefined), shown };
      },
      periods: family.periods,
      noise: { sigma: SIGMA, channels: ['fixation', 'ring1', 'ring2', 'rule'] },
      response: ['response'],
      event: periods[1],
      trial(trial, { shown: { stimuli, response } }) {
        const [start, end] = trial.span('response');
        trial.showSteps('fixation', 0, family.fixationStays ? end : start, 1);
        trial.showSteps('rule', 0, end, rule);
        for (const ring of [1, 2] as const)
          for (const period of periods) {
            const on = stimuli.filter((one) => one.ring === ring && isOn(periods, period, one.from, one.to));
            if (on.length > 0)
              trial.show(`ring${ring}`, period, sumOfRings(on.map((one) => bumpRing(RING, one.angle, one.strength))));
          }
        const outputs = (fixation: number, ring: (k: number) => number) => [fixation, ...indices(RING).map(ring)];
        trial.targetSteps(
          0,
          end,
          outputs(HIGH, () => LOW),
        );
        if (response !== undefined) {
          const bump = bumpRing(RING, response);
          trial.targetSteps(
            start,
            end,
            outputs(LOW, (k) => LOW + bump[k]),
          );
        }
        const weights = (weight: number) => outputs(2 * weight, () => weight);
        const grace = Math.round(GRACE_MS / trial.dtMs);
        trial.weighSteps(0, start, weights(1));
        trial.weighSteps(0, Math.min(grace, start), 0);
        trial.weighSteps(start, end, weights(RESPONSE_WEIGHT));
        trial.weighSteps(start, Math.min(start + grace, end), 0);
      },
      score: scoreOfRing,
    },
    settings,
  );
}

const isOn = (periods: readonly string[], period: string, from: string, to: string) =>
  periods.indexOf(period) >= periods.indexOf(from) && periods.indexOf(period) <= periods.indexOf(to);

/** The fraction of trials right at their last step, by the population vector of the ring. */
function scoreOfRing(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore {
  checkOutputs('score', outputs, batch, 'regression');
  const { steps, nOut, targets } = batch;
  const perTrial = Float64Array.from(batch.info, ({ periods }, trial) => {
    const row = (trial * steps + periods.response[1] - 1) * nOut;
    const holds = outputs[row] > 0.5;
    if (targets[row] > 0.5) return Number(holds);
    const near = angularDistance(populationVector(outputs, row + 1), populationVector(targets, row + 1)) < TOLERANCE;
    return Number(!holds && near);
  });
  return {
    accuracy: perTrial.reduce((total, one) => total + one, 0) / batch.trials,
    perTrial,
    measures: { normalisedError: normalisedError(outputs, batch).mean },
  };
}

function populationVector(values: ArrayLike<number>, from: number): number {
  let [x, y] = [0, 0];
  for (let k = 0; k < RING; k++) {
    x += values[from + k] * Math.cos((2 * Math.PI * k) / RING);
    y += values[from + k] * Math.sin((2 * Math.PI * k) / RING);
  }
  return Math.atan2(y, x);
}
