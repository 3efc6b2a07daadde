import { type MatrixInput, toMatrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { defineMeasure } from '../define-measure.js';
import { procrustes } from '../shape/procrustes.js';
import { crossDistances, pairwise } from './pairwise.js';

const networks = ['a', 'b', 'c', 'd'].map((label, i) => input(activity(30, 3 + i, label)));

/** The sum of first entries, counting its calls. */
function counting(symmetric: boolean) {
  const calls = { prepare: 0, compare: 0 };
  const measure = defineMeasure<number>({
    name: 'counting',
    range: [0, Infinity],
    higherIsCloser: false,
    invariance: [],
    isMetric: false,
    symmetric,
    source: 'this test',
    prepare(one) {
      calls.prepare++;
      return toMatrix('counting', 'x', one).data[0];
    },
    compare(x, y) {
      calls.compare++;
      return 10 * x + y;
    },
  });
  return { measure, calls };
}

describe('pairwise', () => {
  it('holds the measure between every two, whatever their numbers of units', async () => {
    const { rows, columns, data } = await pairwise(procrustes, networks);
    expect([rows, columns]).toEqual([4, 4]);
    networks.forEach((x, i) => {
      networks.forEach((y, j) => {
        expect(data[i * 4 + j]).toBeCloseTo(i === j ? 0 : procrustes(x, y), 12);
      });
    });
  });

  it('prepares each representation once, and each pair of a symmetric measure once', async () => {
    const symmetric = counting(true);
    await pairwise(symmetric.measure, networks);
    expect(symmetric.calls).toEqual({ prepare: 4, compare: 10 });
    const directed = counting(false);
    await pairwise(directed.measure, networks);
    expect(directed.calls).toEqual({ prepare: 4, compare: 16 });
  });

  it('hands the options to the measure', async () => {
    const { data } = await pairwise(procrustes, networks, { options: { score: 'euclidean' } });
    expect(data[1]).toBeCloseTo(procrustes(networks[0], networks[1], { score: 'euclidean' }), 12);
  });

  it('stops when told to, and goes on from what it had, to the same values', async () => {
    const controller = new AbortController();
    const slow = defineMeasure<MatrixInput>({
      ...procrustes,
      name: 'slow',
      prepare: (one) => one,
      compare(x, y) {
        const end = performance.now() + 120;
        while (performance.now() < end);
        return procrustes(x, y);
      },
    });
    let known: Awaited<ReturnType<typeof pairwise>> | undefined;
    const stopped = pairwise(slow, networks, {
      signal: controller.signal,
      onProgress({ done, values }) {
        known = values;
        if (done >= 3) controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const computed = known?.data.filter((value) => !Number.isNaN(value)).length ?? 0;
    expect(computed).toBeGreaterThanOrEqual(3);
    expect(computed).toBeLessThan(16);
    const seen: number[] = [];
    const resumed = await pairwise(procrustes, networks, { known, onProgress: ({ total }) => seen.push(total) });
    expect(seen.at(-1)).toBeLessThan(10);
    expect(resumed.data).toEqual((await pairwise(procrustes, networks)).data);
  });

  it('says which representation is wrong', async () => {
    const bad = [
      networks[0],
      [
        [1, 2],
        [Number.NaN, 3],
      ],
    ];
    await expect(pairwise(procrustes, bad)).rejects.toThrow('procrustes: representations[1] is NaN at [1, 0]');
    const short = [networks[0], input(activity(29, 3, 'short'))];
    await expect(pairwise(procrustes, short)).rejects.toThrow(
      'representations[0] has 30 samples, representations[1] has 29',
    );
    await expect(pairwise(procrustes, [])).rejects.toThrow('pairwise: representations has 0 members');
    const known = { rows: 2, columns: 2, data: new Float64Array(4) };
    await expect(pairwise(procrustes, networks, { known })).rejects.toThrow('known is 2 x 2; expected 4 x 4');
  });
});

describe('crossDistances', () => {
  it('holds the measure between each x and each y', async () => {
    const { rows, columns, data } = await crossDistances(procrustes, networks.slice(0, 1), networks.slice(1));
    expect([rows, columns]).toEqual([1, 3]);
    networks.slice(1).forEach((y, j) => {
      expect(data[j]).toBeCloseTo(procrustes(networks[0], y), 12);
    });
    await expect(crossDistances(procrustes, [], networks)).rejects.toThrow('there are 0 xs and 4 ys');
  });
});
