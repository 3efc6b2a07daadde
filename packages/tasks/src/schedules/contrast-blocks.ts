import type { DefinedTask } from '../definition/index.js';
import { type ContrastDecisionOptions, contrastDecision } from '../perceptual/contrast-decision.js';
import { inBlocks } from './in-blocks.js';

/** How likely the left is in each kind of block, and trials of a block. */
const [LEFT, TRIALS] = [[0.2, 0.8, 0.5], 200];

/**
 * The decision of one step in blocks of 200 trials in which the left is right in 20, 80 or 50 % of them. A batch is one sequence of trials.
 *
 * @source International Brain Laboratory 2017 (doi 10.1016/j.neuron.2017.12.013); the form of neurogym's IBL_Block.
 */
export function contrastBlocks(options: ContrastDecisionOptions = {}): DefinedTask {
  const blocks = LEFT.map((left) => ({
    weight: ({ side }: Readonly<Record<string, number | string>>) => (side === 0 ? left : 1 - left),
  }));
  return {
    ...inBlocks(contrastDecision(options), blocks, { shortest: TRIALS }),
    name: 'contrast-blocks',
    with: (settings) => contrastBlocks({ ...options, ...settings }),
  };
}
