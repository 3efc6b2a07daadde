import { readFileSync } from 'node:fs';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { centreOutReach } from './centre-out-reach.js';
import type { ReachTrial } from './types.js';

const file = (name: string) => `reference/hatsopoulos2007/${name}.npy`;
const array = (name: string) => readReferenceNpy(referencePath(file(name)));
const names = ['shoulderangle', 'elbowangle', 'time_ms', 'analysis_IN', 'analysis_TARGETOUT', 'analysis_output_mask'];
const specifications = ['test1000_trialspec', 'train_trialspec_updates0_60'];
const numbers = 'reference/numbers.json';

describeWithReference(
  "centreOutReach and the authors' trials",
  [...[...names, ...specifications].map(file), numbers],
  () => {
    const theirs = () =>
      centreOutReach({
        kinematics: [array('shoulderangle'), array('elbowangle')],
        timeMs: array('time_ms').data,
      });
    const rows = (data: ArrayLike<number>): ReachTrial[] =>
      Array.from({ length: data.length / 3 }, (_, i) => [data[3 * i], data[3 * i + 1], data[3 * i + 2]]);
    const expected = () => JSON.parse(readFileSync(referencePath(numbers), 'utf8')).D2_hatsopoulos;
    const sum = (values: Float32Array, power = 1) => values.reduce((total, value) => total + value ** power, 0);

    it('has their analysis trials bit for bit in float32', () => {
      const batch = theirs().analysisTrials();
      const bits = (values: ArrayLike<number>) => new Uint32Array(Float32Array.from(values).buffer);
      expect(array('analysis_IN').shape).toEqual([batch.trials, batch.steps, batch.nIn]);
      expect(bits(batch.inputs)).toEqual(bits(array('analysis_IN').data));
      expect(bits(batch.targets)).toEqual(bits(array('analysis_TARGETOUT').data));
      expect(bits(batch.mask)).toEqual(bits(array('analysis_output_mask').data));
      const { sum_IN, sum_TARGETOUT, sum_mask } = expected().analysis;
      expect(Math.abs(sum(batch.inputs) - sum_IN)).toBeLessThan(1e-9);
      expect(Math.abs(sum(batch.targets) - sum_TARGETOUT)).toBeLessThan(1e-9);
      expect(sum(batch.mask)).toBe(sum_mask);
    });

    it('has the check sums of their 1000 test trials (to 1e-8: sums taken in another order)', () => {
      const { inputs, targets, mask } = theirs().fromSpecification(rows(array('test1000_trialspec').data));
      const { sum_IN, sum_TARGETOUT, sum_mask, sumsq_IN, sumsq_TARGETOUT } = expected().test1000;
      // Sums of up to 9e5 terms and 1.3e5 in size round by about 1e-9; one sample near 1 off by one float32 step adds 6e-8.
      expect(Math.abs(sum(inputs) - sum_IN)).toBeLessThan(1e-8);
      expect(Math.abs(sum(targets) - sum_TARGETOUT)).toBeLessThan(1e-8);
      expect(sum(mask)).toBe(sum_mask);
      expect(Math.abs(sum(inputs, 2) - sumsq_IN)).toBeLessThan(1e-8);
      expect(Math.abs(sum(targets, 2) - sumsq_TARGETOUT)).toBeLessThan(1e-8);
    });

    it('builds each of their 61 training batches, whose first trials are directions 0 to 7, in the ranges it draws from', () => {
      const { data, shape } = array('train_trialspec_updates0_60');
      expect(shape).toEqual([61, 100, 3]);
      const task = theirs();
      for (let update = 0; update < 61; update++) {
        const specification = rows(data.subarray(update * 300, (update + 1) * 300));
        expect(specification.slice(0, 8).map(([condition]) => condition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        expect(specification.every(([, interval1, interval2]) => interval1 < 50 && interval2 < 150)).toBe(true);
        const { mask } = task.fromSpecification(specification);
        const ends = specification.map(([, interval1, interval2]) => interval1 + 23 + interval2 + 41);
        expect(sum(mask)).toBe(2 * ends.reduce((a, b) => a + b, 0));
      }
    });
  },
);
