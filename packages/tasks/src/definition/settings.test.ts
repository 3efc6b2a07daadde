import { ArgumentError, createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  antiReach,
  contextDecisionMaking,
  delayedPerceptualDecision,
  delayMatchSample,
  goNogo,
  multiSensoryIntegration,
  perceptualDecisionMaking,
  pulseDecisionMaking,
  readySetGo,
  ringTask,
  taskMixture,
} from '../index.js';

describe('settings of defined tasks', () => {
  it('shows every pulse at a step longer than it, so that the answer still follows', () => {
    const task = pulseDecisionMaking({ dtMs: 20 });
    const { right, responses } = task.checkAnswers(task.sample(createRng(1), 200)) ?? { right: 0, responses: 0 };
    expect(responses).toBeGreaterThan(100); // the others are ties
    expect(right).toBe(responses);
  });

  it('refuses a step at which the response vanishes', () => {
    expect(() => perceptualDecisionMaking({ dtMs: 150 })).toThrow(ArgumentError);
    expect(() => perceptualDecisionMaking({ dtMs: 150 })).toThrow(/dtMs is 150, at which decision has no step/);
  });

  it.each([-5, Number.NaN, Infinity])('refuses a duration of %d ms', (delay) => {
    expect(() => goNogo({ timing: { delay } })).toThrow(ArgumentError);
    expect(() => goNogo({ timing: { delay } })).toThrow(/go-nogo: periods.delay is/);
  });

  it('refuses to change a duration that the answer follows from', () => {
    expect(() => readySetGo({ timing: { measure: 500 } })).toThrow(
      /'measure', whose duration follows from the variables/,
    );
  });

  it('refuses options that leave no opposite, no evidence or no interval', () => {
    expect(() => antiReach({ directions: 3 })).toThrow(/directions is 3; expected an even/);
    expect(() => delayMatchSample({ ring: 3 })).toThrow(/ring is 3; expected an even/);
    expect(() => readySetGo({ gain: Number.NaN })).toThrow(ArgumentError);
    for (const make of [
      perceptualDecisionMaking,
      contextDecisionMaking,
      multiSensoryIntegration,
      delayedPerceptualDecision,
    ])
      expect(() => make({ coherences: [5, Number.NaN] })).toThrow(/coherences\[1\] is NaN/);
  });
});

describe('taskMixture', () => {
  it('shows nothing after the end of a trial, the rule included', () => {
    const mixture = taskMixture('two lengths', [ringTask('go'), ringTask('dm1')], { by: 'trial' });
    const { inputs, steps, nIn, info } = mixture.sample(createRng(1), 60);
    const ends = info.map(({ periods }) => Object.values(periods).reduce((last, [, end]) => Math.max(last, end), 0));
    expect(Math.min(...ends)).toBeLessThan(steps);
    ends.forEach((end, trial) => {
      const rest = inputs.subarray((trial * steps + end) * nIn, (trial + 1) * steps * nIn);
      expect(rest.every((value) => value === 0)).toBe(true);
    });
  });
});
