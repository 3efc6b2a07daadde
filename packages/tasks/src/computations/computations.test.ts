import { createRng, type TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  angleIntegration,
  blockedDecision,
  type DefinedTask,
  delayedMatch,
  exclusiveOr,
  factorialContextDecision,
  halfAdder,
  identityTask,
  memoryAntiAngle,
  memoryDecision,
  memoryNumber,
  referenceFrame,
  squareNumber,
  tentRing,
  thresholdGoNogo,
} from '../index.js';

/** Inputs of a channel and targets of a trial at a step. */
const looking = (task: DefinedTask, batch: TrialBatch) => ({
  seen: (channel: string, trial: number, step: number) => {
    const [first, count] = task.channels[channel];
    const from = (trial * batch.steps + step) * batch.nIn + first;
    return [...batch.inputs.subarray(from, from + count)];
  },
  due: (trial: number, step: number) => {
    const from = (trial * batch.steps + step) * batch.nOut;
    return [...batch.targets.subarray(from, from + batch.nOut)];
  },
  weight: (trial: number, step: number) => batch.mask[(trial * batch.steps + step) * batch.nOut],
});
const close = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  Array.from(a).forEach((value, i) => {
    expect(value).toBeCloseTo(b[i], 5);
  });
};
/** The angle that a tent code stands for. */
const angleOf = (code: readonly number[]) =>
  Math.atan2(
    ...([Math.sin, Math.cos].map((f) =>
      code.reduce((sum, part, k) => sum + part * f((2 * Math.PI * k) / code.length), 0),
    ) as [number, number]),
  );

describe('tentRing', () => {
  it('is 1 at preferred angles, shared between neighbours, and goes around', () => {
    close(tentRing(4, 0), [1, 0, 0, 0]);
    close(tentRing(4, Math.PI / 4), [0.5, 0.5, 0, 0]);
    close(tentRing(4, -Math.PI / 8), [0.75, 0, 0, 0.25]);
    close(tentRing(4, 2 * Math.PI + Math.PI / 2), [0, 1, 0, 0]);
    expect(Math.max(...tentRing(3, -1e-17))).toBe(1);
  });
});

describe('decisions', () => {
  it('factorialContextDecision follows the relevant coherence, and is undecided at 0', () => {
    const task = factorialContextDecision();
    const batch = task.analysisTrials();
    expect(batch.trials).toBe(2 * 15 * 15);
    const { due, seen, weight } = looking(task, batch);
    batch.info.forEach(({ periods, variables: { context, motion, colour } }, trial) => {
      const relevant = Number(context === 0 ? motion : colour);
      close(due(trial, periods.decision[0]), relevant > 0 ? [1, 0] : relevant < 0 ? [0, 1] : [0.5, 0.5]);
      close(seen('motion', trial, periods.stimulus[0]), [(1 + Number(motion)) / 2, (1 - Number(motion)) / 2]);
      expect([weight(trial, 0), weight(trial, periods.stimulus[0]), weight(trial, periods.decision[0])]).toEqual([
        1, 0, 1,
      ]);
    });
  });

  it('blockedDecision reports the sign unless it is blocked', () => {
    const task = blockedDecision();
    const batch = task.analysisTrials();
    const { due } = looking(task, batch);
    batch.info.forEach(({ periods, variables: { block, coherence } }, trial) => {
      expect(due(trial, periods.decision[0])[0] + 0).toBe(block === 1 ? 0 : Math.sign(Number(coherence)));
    });
  });

  it('exclusiveOr and halfAdder have their truth tables', () => {
    const table = (task: DefinedTask, period = 'decision') => {
      const batch = task.analysisTrials();
      return batch.info.map(({ periods }, trial) => looking(task, batch).due(trial, periods[period][0]));
    };
    expect(table(exclusiveOr())).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(table(halfAdder())).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(table(halfAdder({ original: true }))).toEqual([[0], [1], [1], [0]]);
    expect(table(halfAdder({ original: true }), 'holding')).toEqual([[0], [0], [0], [0]]);
  });
});

describe('integration and memory', () => {
  it('angleIntegration sums velocities that last at least ten steps', () => {
    const task = angleIntegration({ ring: 8 });
    const batch = task.sample(createRng('angles'), 30);
    const { seen, due } = looking(task, batch);
    const lengths: number[] = [];
    for (let trial = 0; trial < 30; trial++) {
      let [angle, before, began] = [0, Number.NaN, 0];
      for (let step = 0; step < batch.steps; step++) {
        const [right, left] = seen('velocity', trial, step);
        expect(right * left).toBe(0);
        angle += 0.15 * (right - left);
        const off = angleOf(due(trial, step)) - angle;
        // The code of eight neighbours is off by less than two degrees between preferred angles.
        expect(Math.abs(Math.atan2(Math.sin(off), Math.cos(off)))).toBeLessThan(0.03);
        if (right - left !== before) {
          if (step > 0) lengths.push(step - began);
          [before, began] = [right - left, step];
        }
      }
    }
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...lengths)).toBeGreaterThan(30);
  });

  it('memoryAntiAngle asks for the opposite angle, from 120 on', () => {
    const task = memoryAntiAngle();
    const batch = task.sample(createRng('anti'), 50);
    const { seen, due, weight } = looking(task, batch);
    batch.info.forEach(({ periods, variables: { angle } }, trial) => {
      close(seen('angle', trial, periods.stimulus[0]), tentRing(3, Number(angle)));
      close(due(trial, periods.recall[0]), tentRing(3, Number(angle) + Math.PI));
      expect(Math.abs(periods.recall[0] - 120)).toBeLessThanOrEqual(1);
      expect([weight(trial, periods.recall[0] + 9), weight(trial, periods.recall[0] + 10)]).toEqual([0, 1]);
      expect(due(trial, periods.recall[0] - 1)).toEqual([0, 0, 0]);
    });
  });

  it('memoryNumber, memoryDecision and delayedMatch recall what was shown', () => {
    for (const make of [memoryNumber, memoryDecision, delayedMatch]) {
      const task = make();
      const batch = task.sample(createRng(task.name), 60);
      const { seen, due } = looking(task, batch);
      batch.info.forEach(({ periods }, trial) => {
        const answer = due(trial, periods.recall[1] - 1);
        if (make === memoryNumber) close(answer, seen('number', trial, periods.stimulus[0]));
        if (make === memoryDecision) close(answer, seen('stimulus', trial, periods.stimulus[0]));
        if (make === delayedMatch) {
          const [sample, match] = [periods.sample, periods.match].map(([step]) => seen('stimulus', trial, step));
          expect(answer).toEqual([Number(sample.join() === match.join())]);
        }
        expect(seen('recall', trial, periods.recall[0])).toEqual([1]);
        expect(seen('recall', trial, periods.recall[0] - 1)).toEqual([0]);
      });
    }
    const silent = memoryDecision()
      .sample(createRng('catch'), 300)
      .info.filter(({ variables }) => variables.channel === -1);
    expect(Math.abs(silent.length - 100)).toBeLessThan(4.5 * Math.sqrt(300 * (2 / 9)));
  });
});

describe('functions', () => {
  it('of numbers are those of what is shown', () => {
    for (const [make, f] of [
      [squareNumber, (x: number) => x * x],
      [thresholdGoNogo, (x: number) => Number(x > 0.5)],
    ] as const) {
      const task = make();
      const batch = task.sample(createRng(task.name), 40);
      const { seen, due, weight } = looking(task, batch);
      batch.info.forEach(({ periods }, trial) => {
        const step = periods.decision[0];
        expect(due(trial, step)[0]).toBeCloseTo(f(seen('number', trial, step)[0]), 5);
        expect([weight(trial, step - 1), weight(trial, step)]).toEqual([0, 1]);
      });
    }
    const same = identityTask({ channels: 3 });
    const batch = same.sample(createRng('same'), 5);
    expect(batch.targets).toEqual(batch.inputs);
  });

  it('referenceFrame adds two angles', () => {
    const task = referenceFrame({ ring: 11 });
    const batch = task.analysisTrials();
    const { seen, due } = looking(task, batch);
    batch.info.forEach((_, trial) => {
      const [retina, head] = [seen('retina', trial, 0), seen('head', trial, 0)].map((code) =>
        code.indexOf(Math.max(...code)),
      );
      const sum = due(trial, batch.steps - 1);
      expect(sum.indexOf(Math.max(...sum))).toBe((retina + head) % 11);
    });
  });
});
