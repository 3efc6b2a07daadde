import { ArgumentError, createRng } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreOutReach } from './centre-out-reach.js';
import type { ReachTrial } from './types.js';

const timeMs = Array.from({ length: 121 }, (_, i) => -800 + 10 * i);
/** Made-up angles: different for every condition, output and sample. */
const movement = (conditions: number, k: number, times: readonly number[] = timeMs) =>
  Array.from({ length: conditions }, (_, c) => times.map((t) => Math.sin((t + 801) / (90 + 7 * c + 3 * k)) + 0.01 * c));
const make = (conditions = 8) =>
  centreOutReach({ kinematics: [movement(conditions, 0), movement(conditions, 1)], timeMs });
const task = make();

describeTask({ describe, it }, task);
describeTask({ describe, it }, centreOutReach({ kinematics: [movement(3, 0)], timeMs, directions: [1, 2, -1] }));

const trial = (nConditions: number): fc.Arbitrary<ReachTrial> =>
  fc.tuple(
    fc.integer({ min: 0, max: nConditions - 1 }),
    fc.integer({ min: 0, max: 80 }),
    fc.integer({ min: 0, max: 200 }),
  );

describe('centreOutReach', () => {
  it('shows the direction after interval 1, holds until H = interval 1 + 23 + interval 2, plays -100 ms at H - 10', () => {
    const { inputs, targets, mask, steps, info } = task.fromSpecification([[2, 4, 30]], 120);
    const input = (step: number) => Array.from(inputs.subarray(step * 3, step * 3 + 3));
    expect([input(3), input(4)[0], input(26)[0]]).toEqual([[0, 0, 1], Math.fround(0.05), Math.fround(0.05)]);
    expect(input(15)[0]).toBe(1); // sin of 90 degrees at the top of the bump
    expect(input(27)).toEqual([0, 0, 1]);
    expect([48, 49, 50, 55, 56, 57].map((step) => input(step)[2])).toEqual(
      [1, 0.95, 0.9, 0.1, 0.05, 0].map(Math.fround),
    );
    const angle = (step: number) => Array.from(targets.subarray(step * 2, step * 2 + 2));
    expect(angle(46)).toEqual([0, 0]);
    expect(angle(47)).toEqual([movement(8, 0)[2][70], movement(8, 1)[2][70]].map(Math.fround));
    expect(angle(57)).toEqual([movement(8, 0)[2][80], movement(8, 1)[2][80]].map(Math.fround)); // 0 ms at H
    expect(angle(97)).toEqual([movement(8, 0)[2][120], movement(8, 1)[2][120]].map(Math.fround));
    expect(Array.from(mask)).toEqual(Array.from({ length: steps * 2 }, (_, i) => Number(i < 98 * 2)));
    expect(info[0]).toEqual({
      condition: 2,
      periods: { fixation: [0, 4], cue: [4, 27], delay: [27, 57], movement: [57, 98], rest: [98, 120] },
      variables: { reachDirection: Math.PI / 2, interval1: 4, interval2: 30 },
    });
  });

  it('shows every direction with the same strength, and counts each step up to the end of the movement', () => {
    const property = fc.property(
      fc.array(trial(8), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 80 }),
      (rows, spare) => {
        const steps = Math.max(...rows.map(([, a, b]) => a + 23 + b)) + spare;
        const { inputs, mask } = task.fromSpecification(rows, steps);
        rows.forEach(([, interval1, interval2], n) => {
          let strength = 0;
          for (let i = n * steps; i < (n + 1) * steps; i++) strength += Math.hypot(inputs[i * 3], inputs[i * 3 + 1]);
          expect(strength).toBeCloseTo(15, 4); // 2 x the ramp's sum of 4 and seven ones
          const counted = mask.subarray(n * steps * 2, (n + 1) * steps * 2).reduce((sum, one) => sum + one, 0);
          expect(counted).toBe(2 * Math.min(steps, interval1 + 23 + interval2 + 41));
        });
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  it('partitions every trial into fixation, cue, delay, movement and rest', () => {
    for (const { periods } of [...task.sample(createRng(1), 30).info, ...task.analysisTrials().info]) {
      const ranges = Object.values(periods);
      expect(ranges.slice(1).map(([start]) => start)).toEqual(ranges.slice(0, -1).map(([, end]) => end));
    }
  });

  it('plays whole movements in training, whatever is drawn, and draws intervals over their whole range', () => {
    const { info, steps } = task.sample(createRng(4), 3000);
    expect(steps).toBe(300);
    expect(info.every(({ periods }) => periods.movement[1] - periods.movement[0] === 41)).toBe(true);
    const drawn = (name: string) => info.map(({ variables }) => Number(variables[name]));
    const range = (values: number[]) => [Math.min(...values), Math.max(...values)];
    expect([range(drawn('interval1')), range(drawn('interval2'))]).toEqual([
      [0, 49],
      [0, 149],
    ]);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    // Within 3 standard errors of the mean of a uniform draw: sd / sqrt(n) is 0.26 and 0.79.
    expect(Math.abs(mean(drawn('interval1')) - 24.5)).toBeLessThan(0.79);
    expect(Math.abs(mean(drawn('interval2')) - 74.5)).toBeLessThan(2.38);
  });

  it('trains on every direction in order and then on random ones; on random ones alone if there are fewer trials', () => {
    const conditions = (trials: number, seed = 1) =>
      task.sample(createRng(seed), trials).info.map((one) => one.condition);
    expect(conditions(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(conditions(100).slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(conditions(100).slice(8)).size).toBe(8);
    expect(new Set(Array.from({ length: 50 }, (_, seed) => conditions(1, seed)[0])).size).toBe(8);
  });

  it('takes any number of directions, evenly spaced unless given', () => {
    const directions = (nConditions: number) =>
      make(nConditions)
        .analysisTrials()
        .info.map((one) => Number(one.variables.reachDirection));
    expect(directions(4)).toEqual([0, 0.5, 1, 1.5].map((turns) => turns * Math.PI));
    expect(make(5).nConditions).toBe(5);
  });

  it('analyses one trial of each direction with movement onset taken at step 185', () => {
    const { trials, steps, info } = task.analysisTrials();
    expect([trials, steps]).toEqual([8, 250]);
    expect(info.map(({ condition }) => condition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(info.every(({ periods }) => periods.movement[0] === 153 && periods.movement[1] === 194)).toBe(true);
    expect(task.analysisWindow).toEqual({ start: 105, end: 226, eventStep: 185, event: 'movement onset' });
    const shorter = timeMs.slice(20, 110);
    const cropped = centreOutReach({ kinematics: [movement(8, 0, shorter)], timeMs: shorter });
    expect(cropped.analysisWindow).toMatchObject({ start: 125, end: 215 });
  });

  it('says what is wrong with kinematics and time axis', () => {
    const options = { kinematics: [movement(8, 0)], timeMs };
    const expectError = (change: Partial<typeof options> & { directions?: number[] }, message: RegExp) => {
      const attempt = () => centreOutReach({ ...options, ...change });
      expect(attempt).toThrow(ArgumentError);
      expect(attempt).toThrow(message);
    };
    expectError({ timeMs: timeMs.slice(1) }, /kinematics\[0\] has the shape \[8, 121\]; expected .*\[8, 120\]/);
    expectError({ kinematics: [movement(8, 0), movement(7, 1)] }, /kinematics\[1\] has the shape \[7, 121\]/);
    expectError({ kinematics: [] }, /kinematics is empty/);
    expectError({ timeMs: timeMs.map((t) => 2 * t) }, /timeMs\[1\] is -1580; expected -1590, .*Resample/);
    expectError({ timeMs: timeMs.map((t) => t + 5) }, /timeMs\[0\] is -795; expected/);
    expectError({ timeMs: timeMs.map((t) => t + 900) }, /timeMs goes from 100 to 1300; expected it to cover -100 to 0/);
    expectError({ timeMs: timeMs.map((t) => t + 300) }, /expected it within -1850 to 640 ms.*Crop/);
    expectError({ timeMs: timeMs.with(3, Number.NaN) }, /timeMs is NaN at \[3\]/);
    expectError({ directions: [0, 1] }, /directions has 2 values; expected 8/);
    const broken = movement(8, 0);
    broken[1][5] = Number.NaN;
    expectError({ kinematics: [broken] }, /kinematics\[0\] is NaN at \[1, 5\]/);
  });

  it('says what is wrong with a specification', () => {
    const expectError = (rows: ReachTrial[], message: RegExp, steps?: number) =>
      expect(() => task.fromSpecification(rows, steps)).toThrow(message);
    expectError([], /specification is empty/);
    expectError([[8, 0, 0]], /condition of trial 0 is 8; expected one below 8/);
    expectError(
      [
        [0, 0, 0],
        [0, -1, 0],
      ],
      /interval1 of trial 1 is -1/,
    );
    expectError([[0, 0, 2.5]], /interval2 of trial 0 is 2.5/);
    expectError([[0, 10, 70]], /hold cue of trial 0 ends after 103 steps; expected at most 100/, 100);
    expectError([[0, 0] as unknown as ReachTrial], /row 0 has 2 values/);
    expectError([[0, 0, 0]], /steps is 0/, 0);
  });
});
