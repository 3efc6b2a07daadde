import { ArgumentError, UnknownNameError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { createTask, reachOfRecording, tasks } from './tasks.js';
import type { RecordedBehaviour } from './types.js';

const channel = (scale: number) => ({
  data: Float64Array.from({ length: 2 * 21 }, (_, i) => scale * i),
  shape: [2, 21],
});
const recording: RecordedBehaviour = {
  timeMs: Float64Array.from({ length: 21 }, (_, i) => -100 + 10 * i),
  behaviour: { shoulderAngle: channel(1), elbowAngle: channel(2), handX: channel(3) },
};

describe('tasks by name', () => {
  it('gives each task under the name it bears', () => {
    for (const name of Object.keys(tasks)) expect(createTask(name, recording).name).toBe(name);
  });

  it('names the nearest task for an unknown one', () => {
    expect(() => createTask('center-out-reach')).toThrow(UnknownNameError);
    expect(() => createTask('center-out-reach')).toThrow(
      /no task named 'center-out-reach'. Did you mean 'centre-out-reach'/,
    );
  });

  it('takes the reach from the recording: shoulder and elbow angle unless told otherwise', () => {
    const { targets } = reachOfRecording(recording).analysisTrials();
    expect([targets[144 * 2], targets[144 * 2 + 1]]).toEqual([1, 2]);
    expect(reachOfRecording(recording, ['handX']).nOut).toBe(1);
    expect(() => reachOfRecording(recording, ['handY'])).toThrow(
      /no behaviour channel named 'handY'. Did you mean 'handX'/,
    );
    expect(() => createTask('centre-out-reach')).toThrow(ArgumentError);
    expect(() => createTask('centre-out-reach')).toThrow(/recording is missing/);
    expect(() => createTask('centre-out-reach', { timeMs: new Float64Array(1), behaviour: {} })).toThrow(
      /no behaviour.*choose the task/,
    );
  });
});
