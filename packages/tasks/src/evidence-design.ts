import { ArgumentError, checkInteger, checkNumber } from '@lrsim/core';
import type { EvidenceAccumulationOptions } from './types.js';

/** The options of the evidence accumulation task, checked and in steps. */
export interface EvidenceDesign {
  readonly nCues: number;
  readonly nIn: number;
  readonly dtMs: number;
  readonly steps: number;
  readonly slotSteps: number;
  readonly silenceSteps: number;
  readonly periods: Readonly<Record<'cues' | 'delay' | 'recall', readonly [number, number]>>;
  readonly coding: 'spikes' | 'rates';
  readonly cueProbability: number;
  readonly inputsPerGroup: number;
  /** Probability of a spike in a step. */
  readonly activeProbability: number;
  readonly backgroundProbability: number;
  readonly noisePerStep: number;
}

const where = 'evidenceAccumulation';

/** The design of the options; the defaults are the paper's: 7 x 150 + 1200 = 2250 ms, the recall in the last 150. */
export function evidenceDesign(options: EvidenceAccumulationOptions): EvidenceDesign {
  const { coding = 'spikes', dtMs = coding === 'rates' ? 10 : 1, nCues = 7, cueProbability = 0.7 } = options;
  const { silenceMs = 50, cueMs = 100, delayMs = 1050, recallMs = 150 } = options;
  const { inputsPerGroup = 10, activeHz = 40, backgroundHz = 10, noise = 1 } = options;
  if (coding !== 'spikes' && coding !== 'rates')
    throw new ArgumentError(`${where}: coding is '${coding}'; expected 'spikes' or 'rates'`);
  checkNumber(where, 'dtMs', dtMs);
  if (dtMs <= 0) throw new ArgumentError(`${where}: dtMs is ${dtMs}; expected a number above 0`);
  checkInteger(where, 'nCues', nCues);
  if (nCues % 2 === 0)
    throw new ArgumentError(`${where}: nCues is ${nCues}; expected an odd number, so that one side has more`);
  checkNumber(where, 'cueProbability', cueProbability, 0, 1);
  checkInteger(where, 'inputsPerGroup', inputsPerGroup);
  checkNumber(where, 'activeHz', activeHz, 0, 1000 / dtMs);
  checkNumber(where, 'backgroundHz', backgroundHz, 0, 1000 / dtMs);
  checkNumber(where, 'noise', noise, 0);
  const silenceSteps = stepsOf('silenceMs', silenceMs, dtMs, 0);
  const slotSteps = silenceSteps + stepsOf('cueMs', cueMs, dtMs, 1);
  const delay = nCues * slotSteps;
  const recall = delay + stepsOf('delayMs', delayMs, dtMs, 0);
  const steps = recall + stepsOf('recallMs', recallMs, dtMs, 1);
  return {
    coding,
    nCues,
    cueProbability,
    inputsPerGroup,
    nIn: coding === 'rates' ? 4 : 4 * inputsPerGroup,
    dtMs,
    steps,
    slotSteps,
    silenceSteps,
    periods: { cues: [0, delay], delay: [delay, recall], recall: [recall, steps] },
    activeProbability: (activeHz * dtMs) / 1000,
    backgroundProbability: (backgroundHz * dtMs) / 1000,
    noisePerStep: noise / Math.sqrt(dtMs),
  };
}

/** A duration in whole steps, rounded down. */
function stepsOf(argument: string, durationMs: number, dtMs: number, minimum: number): number {
  checkNumber(where, argument, durationMs, 0);
  const steps = Math.floor(durationMs / dtMs + 1e-9); // 0.3 / 0.1 is 3 steps
  if (steps < minimum)
    throw new ArgumentError(`${where}: ${argument} is ${durationMs}, less than a step of ${dtMs} ms; make it longer`);
  return steps;
}
