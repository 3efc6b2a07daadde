import type { DefinedTask } from '../definition/index.js';
import { type PerceptualDecisionOptions, perceptualDecisionMaking } from '../perceptual/perceptual-decision-making.js';
import { inBlocks } from './in-blocks.js';

/** How much likelier one side is in a block. */
const [LIKELY, UNLIKELY] = [0.8, 0.2];

/**
 * The perceptual decision in blocks of 90 trials in which one side is right in 80 % of them, then the other: what was seen before helps
 * where the evidence is weak. A batch is one sequence of trials.
 *
 * @source International Brain Laboratory 2021 (doi 10.7554/eLife.63711); the form of neurogym.
 */
export function biasedBlocksDecision(options: PerceptualDecisionOptions = {}): DefinedTask {
  const favouring = (side: number) => ({
    weight: ({ direction }: Readonly<Record<string, number | string>>) => (direction === side ? LIKELY : UNLIKELY),
  });
  const task = inBlocks(perceptualDecisionMaking({ ...options, directions: 2 }), [favouring(0), favouring(1)]);
  return {
    ...task,
    name: 'biased-blocks-decision',
    source: 'International Brain Laboratory 2021',
    with: (settings) => biasedBlocksDecision({ ...options, ...settings }),
  };
}
