import { checkNumber } from '@lrsim/core';
import { forwardRule } from './forward-rule.js';
import { kernelLearning, learnKernel } from './kernel-learning.js';
import { type InfluenceKernel, kernelInfluence, kernlFixedDefinition } from './kernl-fixed.js';
import type { ForwardRule } from './types.js';

/** Settings of KeRNL. */
export interface KernlOptions {
  /** Fraction of a normalised gradient step that the kernel makes after each trial, below 2; 0.1. */
  readonly kernelRate?: number;
  /** Size of the perturbation of the noisy copy's state; 1e-3. */
  readonly noise?: number;
}

/**
 * KeRNL: the influence through a kernel, A_ij kap_j^steps, that is learnt meanwhile from how a noisy copy of the network departs
 * from it. The kernel is the rule's state; it starts as e-prop's, and a batch is credited with the kernel it began with.
 */
export function kernl({ kernelRate = 0.1, noise = 1e-3 }: KernlOptions = {}): ForwardRule<InfluenceKernel> {
  checkNumber('kernl', 'kernelRate', kernelRate, 0, 2);
  checkNumber('kernl', 'noise', noise, Number.MIN_VALUE);
  return forwardRule<InfluenceKernel>({
    ...kernlFixedDefinition,
    name: 'kernl',
    influence(network, kernel) {
      const { nUnits } = network;
      const traces = kernelInfluence('kernl', network, kernel);
      const learning = kernelLearning(nUnits, kernel, noise);
      return {
        ...traces,
        signs: { start: 0, step: nUnits },
        start: () => ({ ...traces.start([]), ...learning.start() }),
        advance(influence, step) {
          traces.advance(influence, step);
          learning.advance(influence, step);
        },
      };
    },
    learn: (kernel, influence) => learnKernel(kernel, influence, kernelRate),
  });
}
