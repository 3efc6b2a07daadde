import { lookUp } from '@lrsim/core';

/** Coherence levels of a modality; sessions used different values, so that conditions are matched by rank. */
export const LEVELS = 6;

/** One of the 72 conditions: what to attend, and the rank (0 to 5, most negative first) of each coherence. */
export interface ManteCondition {
  readonly context: 'motion' | 'colour';
  readonly motionRank: number;
  readonly colourRank: number;
}

/**
 * An order of the 72 conditions.
 *
 * - `choice`: ascending by (correct choice, motion, colour, context with colour first), the order of the paper's
 *   recording and of the context-dependent decision task.
 * - `context`: motion context, then colour context; within each ascending by (motion, colour).
 */
export type ManteConditionOrder = 'choice' | 'context';

const ranks = Array.from({ length: LEVELS }, (_, rank) => rank);
const grid: readonly ManteCondition[] = (['motion', 'colour'] as const).flatMap((context) =>
  ranks.flatMap((motionRank) => ranks.map((colourRank) => ({ context, motionRank, colourRank }))),
);

/** 1 where the evidence that counts is for the unit's preferred target, 0 otherwise. */
const choiceOf = ({ context, motionRank, colourRank }: ManteCondition) =>
  (context === 'motion' ? motionRank : colourRank) < LEVELS / 2 ? 0 : 1;

const sortKey = (condition: ManteCondition) =>
  [choiceOf(condition), condition.motionRank, condition.colourRank, condition.context === 'motion' ? 1 : 0].join('');

const orders: Readonly<Record<ManteConditionOrder, readonly ManteCondition[]>> = {
  choice: [...grid].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
  context: grid,
};

/** The 72 conditions in the order of that name. */
export const manteConditions = (order: ManteConditionOrder): readonly ManteCondition[] =>
  lookUp('order of conditions', orders, order);

/** The label of a condition in a recording. */
export const manteConditionLabel = ({ context, motionRank, colourRank }: ManteCondition): string =>
  `attend ${context}, motion rank ${motionRank}, colour rank ${colourRank}`;
