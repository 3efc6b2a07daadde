import { createRng, type TrialBatch } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { goNogo, perceptualDecisionMaking, ringTask, yangTask } from '../index.js';
import {
  batches,
  biasedBlocksDecision,
  blockSchedule,
  heldOutTrials,
  iidSchedule,
  inBlocks,
  sequentialSchedule,
  taskMixture,
  withTrialHistory,
} from './index.js';

const drawn = (next: () => number, count: number) => Array.from({ length: count }, next);
const share = (values: readonly number[], of: number) => values.filter((value) => value === of).length / values.length;
const bytes = ({ inputs, targets }: TrialBatch) => [...inputs, ...targets].join();

describe('schedules', () => {
  it('draw independently by weight', () => {
    const sequence = drawn(iidSchedule([1, 5, 0])(createRng(1), 3), 3000);
    expect(share(sequence, 1)).toBeCloseTo(5 / 6, 1);
    expect(share(sequence, 2)).toBe(0);
    // Independent: repeats come as often as chance has it, not never.
    const repeats = sequence.filter((value, i) => i > 0 && value === sequence[i - 1]).length / 2999;
    expect(Math.abs(repeats - (25 + 1) / 36)).toBeLessThan(0.04);
    expect(() => iidSchedule([1])(createRng(1), 2)).toThrow('1 numbers for 2 members');
  });

  it('go in order from the first on, and in blocks of other members', () => {
    expect(drawn(sequentialSchedule()(createRng(1), 3), 4)).toEqual([0, 1, 2, 0]);
    expect(drawn(blockSchedule(2, 2, { inOrder: true })(createRng(1), 3), 7)).toEqual([0, 0, 1, 1, 2, 2, 0]);
    const blocks = drawn(blockSchedule(3, 5)(createRng(2), 3), 600);
    const lengths: number[] = [];
    blocks.forEach((member, i) => {
      if (i === 0 || member !== blocks[i - 1]) lengths.push(0);
      lengths[lengths.length - 1]++;
    });
    expect(Math.min(...lengths.slice(0, -1))).toBe(3);
    expect(Math.max(...lengths)).toBe(5);
  });
});

describe('batches and heldOutTrials', () => {
  const task = perceptualDecisionMaking();
  it('give batch k of a seed wherever one begins, and test trials that are none of them', () => {
    const endless = batches(task, 4, 1);
    const first = Array.from({ length: 3 }, () => bytes(endless.next().value));
    expect(bytes(batches(task, 4, 1, 2).next().value)).toBe(first[2]);
    expect(new Set(first).size).toBe(3);
    expect(bytes(heldOutTrials(task, 4, 1))).toBe(bytes(heldOutTrials(task, 4, 1)));
    expect(first).not.toContain(bytes(heldOutTrials(task, 4, 1)));
  });
});

describe('inBlocks', () => {
  const side = (likelier: number) => ({
    weight: ({ direction }: Readonly<Record<string, number | string>>) => (direction === likelier ? 0.8 : 0.2),
  });
  const task = inBlocks(perceptualDecisionMaking(), [side(0), side(1)], { shortest: 90 });
  it('makes a side likelier for some time, as it says', () => {
    const { info } = task.sample(createRng(3), 1800);
    for (const block of [0, 1]) {
      const within = info
        .filter(({ variables }) => variables.block === block)
        .map(({ variables }) => Number(variables.direction));
      expect(share(within, block)).toBeCloseTo(0.8, 1);
    }
    expect(info[0].variables.block).toBe(info[89].variables.block);
    expect(info[0].variables.block).not.toBe(info[90].variables.block);
  });
  describeTask({ describe, it }, task);
});

describe('biasedBlocksDecision', () => {
  const ibl = biasedBlocksDecision();
  describeTask({ describe, it }, ibl);
  it('stays itself under other settings', () => {
    const finer = ibl.with({ dtMs: 50 });
    expect([finer.name, finer.dtMs]).toEqual(['biased-blocks-decision', 50]);
    expect(finer.sample(createRng(8), 2).info[0].variables).toHaveProperty('block');
  });
  it('has blocks of 90 trials in which one side is right four times in five', () => {
    const { info } = ibl.sample(createRng(7), 900);
    const first = info.slice(0, 90).map(({ variables }) => Number(variables.direction));
    expect(share(first, Number(info[0].variables.block))).toBeGreaterThan(0.65);
  });
});

describe('withTrialHistory', () => {
  const repeating = withTrialHistory(perceptualDecisionMaking(), {
    variable: 'direction',
    transitions: [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  });
  it('follows the transitions of its variable', () => {
    const directions = repeating.sample(createRng(4), 2000).info.map(({ variables }) => variables.direction);
    const repeats = directions.filter((direction, i) => i > 0 && direction === directions[i - 1]).length / 1999;
    expect(repeats).toBeCloseTo(0.9, 1);
    expect(() => withTrialHistory(goNogo(), { variable: 'side', transitions: [] })).toThrow(
      "variable is 'side'; expected one of go",
    );
    expect(() =>
      withTrialHistory(goNogo(), {
        variable: 'go',
        transitions: [
          [1, 1],
          [0, 1],
        ],
      }),
    ).toThrow('2 rows of 2');
  });
  describeTask({ describe, it }, repeating);
});

describe('taskMixture', () => {
  const members = [ringTask('go'), ringTask('dm1'), ringTask('dms')];
  const mixture = taskMixture('three', members, { by: 'trial', schedule: iidSchedule([1, 1, 2]) });
  const alike = [ringTask('dm2'), ringTask('ctxdm1'), ringTask('ctxdm2')];
  describeTask({ describe, it }, taskMixture('alike', alike, { by: 'trial' }));
  describeTask({ describe, it }, taskMixture('yang', [yangTask('fdgo'), yangTask('dm1')], { ruleInput: false }));

  it('appends the rule, and scores each task by itself', () => {
    const batch = mixture.sample(createRng(5), 60);
    const { inputs, targets, info, steps, nIn, nOut } = batch;
    expect(nIn).toBe(33 + 3);
    info.forEach(({ variables, periods }, trial) => {
      const last = (trial * steps + periods.decision[1] - 1) * nIn + 33;
      expect([...inputs.subarray(last, last + 3)].indexOf(1)).toBe(variables.task);
    });
    // Right in the tasks that respond, wrong in dms.
    const outputs = new Float64Array(60 * steps * nOut);
    targets.forEach((target, row) => {
      const wrong = info[Math.floor(row / steps)].variables.task === 2;
      outputs[row * nOut + (wrong ? (target + 1) % nOut : target)] = 1;
    });
    const { measures } = mixture.score(outputs, batch);
    expect(measures).toEqual({ 'yang19-go': 1, 'yang19-dm1': 1, 'yang19-dms': 0 });
  });

  it('gives batches of one task unless asked for single trials, and refuses tasks of other channels', () => {
    const { info } = taskMixture('by batch', members).sample(createRng(6), 20);
    expect(new Set(info.map(({ variables }) => variables.task)).size).toBe(1);
    expect(() => taskMixture('unequal', [goNogo(), ringTask('go')])).toThrow('yang19-go has the nIn 33, go-nogo has 3');
  });
});
