import { checkInteger } from '@lrsim/core';
import type { AdjointRule } from '../types.js';
import { adjointRule } from './adjoint-rule.js';
import { bptt } from './bptt.js';

const truncated = {
  ...bptt,
  estimate: 'biased',
  cost: { memory: 'k N', time: 'N^2' },
  source: 'Williams & Peng 1990, doi:10.1162/neco.1990.2.4.490',
} as const;

/**
 * Truncated BPTT as usually practised: the trial is split into chunks of `steps` steps from its start, and the whole state is
 * detached between them.
 */
export function tbpttChunk(steps: number): AdjointRule<null> {
  checkInteger('tbpttChunk', 'steps', steps);
  return adjointRule<null>({
    ...truncated,
    name: `tbptt_chunk${steps}`,
    route: (weights) => ({ recurrent: { weights }, detach: (step) => step % steps === 0 }),
  });
}

/**
 * Truncated BPTT with a sliding window: the loss of each step reaches back over its last `steps` uses of the weights, its own
 * included. With 1 only the present use counts; with as many as the trial has steps it is BPTT.
 */
export function tbpttWindow(steps: number): AdjointRule<null> {
  checkInteger('tbpttWindow', 'steps', steps);
  return adjointRule<null>({
    ...truncated,
    name: `tbptt_window${steps}`,
    causal: true,
    cost: { memory: 'k N', time: 'k N^2' },
    route: (weights) => ({ recurrent: { weights }, window: steps }),
  });
}

/**
 * Truncation of the recurrent path only (the paper's code, with 10): a rate is detached from the recurrent product where a
 * multiple of `steps` steps follows it, counted from the end of the trial; the leak keeps its history.
 */
export function tbpttHdetach(steps: number): AdjointRule<null> {
  checkInteger('tbpttHdetach', 'steps', steps);
  return adjointRule<null>({
    ...truncated,
    name: `tbptt_hdetach${steps}`,
    source: 'Liu, Yang & Cueva 2025, their code',
    route: (weights) => ({ recurrent: { weights, cut: (stepsAfter) => stepsAfter % steps === 0 } }),
  });
}
