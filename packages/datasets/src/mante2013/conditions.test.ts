import { readFileSync } from 'node:fs';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { manteConditionLabel, manteConditions } from './conditions.js';

describe('manteConditions', () => {
  it('holds the same 72 conditions in both orders', () => {
    const labels = (order: 'choice' | 'context') => manteConditions(order).map(manteConditionLabel);
    expect(new Set(labels('choice')).size).toBe(72);
    expect(labels('choice').sort()).toEqual(labels('context').sort());
  });

  it("begins with the conditions of the non-preferred choice in the order 'choice'", () => {
    const choices = manteConditions('choice').map(({ context, motionRank, colourRank }) =>
      (context === 'motion' ? motionRank : colourRank) < 3 ? 1 : 2,
    );
    expect(choices).toEqual([...choices].sort());
    expect(choices.filter((choice) => choice === 1).length).toBe(36);
  });

  it("counts through the grid in the order 'context'", () => {
    manteConditions('context').forEach((condition, i) => {
      expect(condition).toEqual({
        context: i < 36 ? 'motion' : 'colour',
        motionRank: Math.floor(i / 6) % 6,
        colourRank: i % 6,
      });
    });
  });

  it('names the nearest order for an unknown one', () => {
    expect(() => manteConditions('contexts' as 'context')).toThrow("Did you mean 'context'?");
  });
});

describeWithReference("the order 'choice'", ['reference/mante13/batch_trial_info.json'], () => {
  it("is the order of the trials of the authors' context-dependent decision task", () => {
    const trials: { context: number; coh_motion: number; coh_color: number }[] = JSON.parse(
      readFileSync(referencePath('reference/mante13/batch_trial_info.json'), 'utf8'),
    );
    const levels = [...new Set(trials.map((trial) => trial.coh_motion))].sort((a, b) => a - b);
    expect(manteConditions('choice')).toEqual(
      trials.map(({ context, coh_motion, coh_color }) => ({
        context: context === 1 ? 'motion' : 'colour',
        motionRank: levels.indexOf(coh_motion),
        colourRank: levels.indexOf(coh_color),
      })),
    );
  });
});
