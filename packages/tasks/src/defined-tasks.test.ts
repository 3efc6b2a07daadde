import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { definedTasks } from './defined-tasks.js';
import { describeDefinedTask } from './testing/index.js';

for (const [name, make] of Object.entries(definedTasks)) {
  describeDefinedTask({ describe, it }, make());
  it(`${name} has the name it is listed under`, () => expect(make().name).toBe(name));
}

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
