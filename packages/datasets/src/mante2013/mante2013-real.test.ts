import { readdirSync, readFileSync } from 'node:fs';
import { describeDataset } from '@lrsim/core/testing';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNpz } from '../formats/read-npz.js';
import { mante2013 } from './mante2013.js';
import { readManteUnit } from './read-unit.js';

describeWithReference(
  'mante2013 on 20 real units',
  ['real/mante', 'real/derived/mante_20units_psth.npz', 'real/README.json'],
  () => {
    const files = new Map<string, Uint8Array>();
    const oneFile = () => new Map([...files].slice(0, 1));
    const psth = () => readNpz(readFileSync(referencePath('real/derived/mante_20units_psth.npz')));
    beforeAll(() => {
      const folder = referencePath('real/mante');
      for (const name of readdirSync(folder)) files.set(name, new Uint8Array(readFileSync(`${folder}/${name}`)));
    });
    const dropped = 4; // ar090330_3_a10, the fifth file, lacks a condition

    describeDataset(
      { describe, it },
      'mante2013',
      () => mante2013(files).recording,
      () => files.values(),
    );

    it('equals the reference averages in bins of 50 ms, to rounding, and its trial counts', () => {
      const reference = psth();
      const result = mante2013(files, { binMs: 50, order: 'context' });
      expect(result.dropped.map(({ unit }) => unit)).toEqual(['ar090330_3_a10']);
      const kept = Array.from({ length: 20 }, (_, unit) => unit).filter((unit) => unit !== dropped);
      const { rates, trialCounts, timeMs } = result.recording;
      expect(rates.shape).toEqual([72, 15, 19]);

      const averages = reference.array('psth_50ms').data;
      let largest = 0;
      rates.data.forEach((rate, i) => {
        largest = Math.max(largest, Math.abs(rate - averages[Math.floor(i / 19) * 20 + kept[i % 19]]));
      });
      // both are sums of small integers, divided in another order: a few units in the last place of up to 100 Hz
      expect(largest).toBeLessThan(1e-12);

      const counts = reference.array('trial_counts').data;
      trialCounts?.data.forEach((count, i) => {
        expect(count).toBe(counts[Math.floor(i / 19) * 20 + kept[i % 19]]);
      });
      const missing = Array.from({ length: 72 }, (_, c) => counts[c * 20 + dropped]).indexOf(0);
      expect(result.dropped[0].reason).toContain(result.recording.conditions[missing]);
      const centres = reference.array('bin50_centres_s').data;
      timeMs.forEach((time, i) => {
        expect(time).toBeCloseTo(centres[i] * 1000, 9);
      });
    });

    it('has the conditions in the order of the reference', () => {
      const reference = psth();
      const [context, motion, colour] = ['cond_context', 'cond_motion_rank', 'cond_colour_rank'].map(
        (name) => reference.array(name).data,
      );
      expect(mante2013(oneFile(), { order: 'context' }).recording.conditions).toEqual(
        Array.from(
          context,
          (value, i) =>
            `attend ${value === 1 ? 'motion' : 'colour'}, motion rank ${motion[i]}, colour rank ${colour[i]}`,
        ),
      );
    });

    it('gives 50 bins in the order of the task by default', () => {
      const { rates, timeMs } = mante2013(oneFile()).recording;
      expect(rates.shape).toEqual([72, 50, 1]);
      expect([timeMs[0], timeMs[49]]).toEqual([107, 842]);
    });

    it('reads the facts written beside the files', () => {
      const facts: { files: { file: string; facts_to_assert: Record<string, unknown> }[] } = JSON.parse(
        readFileSync(referencePath('real/README.json'), 'utf8'),
      );
      for (const [name, bytes] of files) {
        const fact = facts.files.find(({ file }) => file === `mante/${name}`)?.facts_to_assert;
        const unit = readManteUnit(bytes, name);
        const counts = Float64Array.from(unit.counts.data);
        const distinct = (values: ArrayLike<number>) => [...new Set(Array.from(values))].sort((a, b) => a - b);
        expect({
          trials: unit.counts.shape[0],
          samples: unit.counts.shape[1],
          max_count: counts.reduce((most, count) => Math.max(most, count), 0),
          spikes: counts.reduce((sum, count) => sum + count, 0),
          t0: unit.time[0],
          t1: unit.time[750],
          n_correct: Array.from(unit.correct).filter((value) => value === 1).length,
          n_context_motion: Array.from(unit.context).filter((value) => value === 1).length,
          n_context_colour: Array.from(unit.context).filter((value) => value === -1).length,
          motion_coh: distinct(unit.motion),
          colour_coh_dir: distinct(unit.colour),
          file: name,
        }).toEqual(fact);
      }
    });
  },
);
