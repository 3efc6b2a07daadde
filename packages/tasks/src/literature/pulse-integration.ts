import { checkInteger, checkNumber, lookUp } from '@lrsim/core';
import { type DefinedTask, defineTask, indices, oneHot, type TaskSettings } from '../definition/index.js';

/** Options of the integration of pulses. */
export interface PulseIntegrationOptions extends TaskSettings {
  /** Probability of a pulse, of either sign, at each step (default 0.2). */
  readonly pulseProbability?: number;
  /** Probability of a reset at each step (default 0.02). */
  readonly resetProbability?: number;
  /** What is asked for: the sum of pulses since the last reset, or its sign (default `count`). */
  readonly target?: 'count' | 'sign';
  /** Steps of a trial (default 100). */
  readonly steps?: number;
}

/**
 * Count pulses, +1 or -1, since the last reset. A step is 1.
 *
 * Inputs: the pulses, the reset. Output: the count, or its sign, from the step of a pulse on; a reset takes it to 0.
 *
 * @source the integrator of networks trained for working memory and accumulation, as Sussillo & Barak 2013 (doi 10.1162/NECO_a_00409) treat the
 *   flip-flop.
 */
export const pulseIntegration = (options: PulseIntegrationOptions = {}): DefinedTask =>
  integrationOf('pulse-integration', 1, options);

/**
 * Count the pulses of one of two streams, the one that a context names. A step is 1.
 *
 * Inputs: two streams of pulses, the reset, two contexts (throughout). Output: the count of the stream in question, or its sign.
 *
 * @source after Mante, Sussillo, Shenoy & Newsome 2013 (doi 10.1038/nature12742), with pulses.
 */
export const contextIntegration = (options: PulseIntegrationOptions = {}): DefinedTask =>
  integrationOf('context-integration', 2, options);

function integrationOf(
  name: string,
  streams: number,
  {
    pulseProbability = 0.2,
    resetProbability = 0.02,
    target = 'count',
    steps = 100,
    ...settings
  }: PulseIntegrationOptions,
): DefinedTask {
  checkNumber(name, 'pulseProbability', pulseProbability, 0, 1);
  checkNumber(name, 'resetProbability', resetProbability, 0, 1);
  checkInteger(name, 'steps', steps);
  const asked = lookUp('target of the integration', { count: (sum: number) => sum, sign: Math.sign }, target);
  const contexts: Record<string, number> = streams > 1 ? { context: streams } : {};
  return defineTask(
    {
      name,
      source: streams > 1 ? 'after Mante et al. 2013' : 'after Sussillo & Barak 2013',
      dtMs: 1,
      inputs: { pulse: streams, reset: 1, ...contexts },
      outputs: 1,
      conditions: indices(streams).map((context) => ({ context })),
      periods: { integration: steps },
      trial(trial, { context }, rng) {
        if (streams > 1) trial.show('context', 'integration', oneHot(streams, context));
        let sum = 0;
        for (let step = 0; step < trial.span('integration')[1]; step++) {
          const isReset = rng.uniform() < resetProbability;
          const pulses = indices(streams).map(() => {
            const draw = rng.uniform();
            return draw < pulseProbability / 2 ? 1 : draw < pulseProbability ? -1 : 0;
          });
          sum = (isReset ? 0 : sum) + pulses[context];
          trial.showSteps('reset', step, step + 1, Number(isReset));
          trial.showSteps('pulse', step, step + 1, pulses);
          trial.targetSteps(step, step + 1, asked(sum));
        }
      },
    },
    settings,
  );
}
