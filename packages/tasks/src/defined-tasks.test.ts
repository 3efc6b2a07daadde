import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { definedTasks } from './defined-tasks.js';
import { defineTask, factors } from './definition/index.js';
import { checkTemplates } from './testing/check-templates.js';
import { describeDefinedTask } from './testing/index.js';

for (const [name, make] of Object.entries(definedTasks)) {
  describeDefinedTask({ describe, it }, make());
  it(`${name} has the name it is listed under`, () => expect(make().name).toBe(name));
}

it('most tasks of choices can be read by templates, and a wrong definition is found so', () => {
  const read = Object.entries(definedTasks)
    .map(([name, make]) => [name, make({ sigma: 0 })] as const)
    .filter(([, task]) => task.scoresChoices && checkTemplates(task))
    .map(([name]) => name);
  expect(read).toEqual(expect.arrayContaining(['perceptual-decision-making', 'dual-delay-match-sample', 'go-nogo']));
  expect(read.length).toBeGreaterThan(10);
  // Targets that do not follow from what is shown.
  const wrong = defineTask({
    name: 'wrong',
    source: 'this test',
    dtMs: 10,
    inputs: { stimulus: 2 },
    outputs: ['wait', 'left', 'right'],
    conditions: factors({ side: [0, 1] }),
    periods: { stimulus: 50, decision: 50 },
    trial(trial, { side }, rng) {
      trial.show('stimulus', 'stimulus', [1 - side, side]);
      trial.target('decision', 1 + rng.integer(2));
    },
    answer: () => Number.NaN,
  });
  expect(() => checkTemplates(wrong)).toThrow(/looks like|look like/);
});

it('tasks of durations tell them apart at a coarse step too, or refuse it', () => {
  for (const dtMs of [100, 150, 200]) {
    const batch = definedTasks['interval-discrimination']({ dtMs }).sample(createRng(1), 400);
    for (const { periods, variables } of batch.info) {
      const [first, second] = [periods.stimulus1, periods.stimulus2].map(([start, end]) => end - start);
      expect(first > second ? 0 : first < second ? 1 : 'a tie').toBe(variables.longer);
    }
  }
  expect(() => definedTasks['interval-discrimination']({ dtMs: 250 })).toThrow('dtMs is 250; expected at most 200');
  expect(() => definedTasks['hierarchical-reasoning']({ dtMs: 240 })).toThrow('take the same steps');
  expect(definedTasks['hierarchical-reasoning']({ dtMs: 160 }).dtMs).toBe(160);
});
