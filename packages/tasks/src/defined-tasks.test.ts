import { describe, expect, it } from 'vitest';
import { definedTasks } from './defined-tasks.js';
import { describeDefinedTask } from './testing/index.js';

for (const [name, make] of Object.entries(definedTasks)) {
  describeDefinedTask({ describe, it }, make());
  it(`${name} has the name it is listed under`, () => expect(make().name).toBe(name));
}
