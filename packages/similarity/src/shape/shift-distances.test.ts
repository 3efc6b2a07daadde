import { createRng, type NdLike } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { procrustes } from './procrustes.js';
import { shiftDistances } from './shift-distances.js';

const [images, h, w] = [3, 4, 5];
const random = (channels: number, label: string): NdLike => {
  const rng = createRng(label);
  return {
    data: Float64Array.from({ length: images * h * w * channels }, () => rng.normal()),
    shape: [images, h, w, channels],
  };
};
/** Down and to the right, around the edges; by index arithmetic over single values. */
const moved = ({ data, shape }: NdLike, down: number, right: number): NdLike => {
  const channels = shape[3];
  const at = (m: number, i: number, j: number, k: number) =>
    ((m * h + ((i + 10 * h) % h)) * w + ((j + 10 * w) % w)) * channels + k;
  const copy = Float64Array.from(data);
  for (let m = 0; m < images; m++)
    for (let i = 0; i < h; i++)
      for (let j = 0; j < w; j++)
        for (let k = 0; k < channels; k++) copy[at(m, i + down, j + right, k)] = data[at(m, i, j, k)];
  return { data: copy, shape };
};
const flat = ({ data, shape }: NdLike): NdLike => ({ data, shape: [images * h * w, shape[3]] });

describe('shiftDistances', () => {
  it('finds the shift between a layer and its moved copy, at distance 0', () => {
    const x = random(3, 'x');
    const { values, best, shift } = shiftDistances(x, moved(x, 1, -2));
    expect(shift).toEqual([1, -2]);
    expect(best).toBeLessThan(1e-13);
    expect([...values.data].filter((value) => value < 0.3)).toHaveLength(1);
    expect(shiftDistances(x, moved(x, 1, -2), { score: 'cosine' })).toMatchObject({ shift: [1, -2] });
  });

  // With more channels than samples in one, shift by shift.
  it.each([3, 70])(
    'has at each place the Procrustes distance of the shifted layer, of %i channels and of 6',
    (channels) => {
      const [x, y] = [random(channels, 'x'), random(6, 'y')];
      for (const score of ['radians', 'euclidean'] as const) {
        const { values } = shiftDistances(x, y, { score });
        expect([values.rows, values.columns]).toEqual([h, w]);
        for (let i = 0; i < h; i++)
          for (let j = 0; j < w; j++) {
            const one = procrustes(flat(moved(x, i - 2, j - 2)), flat(y), { score });
            expect(values.data[i * w + j]).toBeCloseTo(one, 12);
          }
      }
    },
  );

  it('says what is wrong with the layers', () => {
    const x = random(3, 'x');
    expect(() => shiftDistances(flat(x), x)).toThrow(
      'shiftDistances: x has the shape [60, 3]; expected [images, height, width, channels]',
    );
    const turned = { data: x.data, shape: [images, w, h, 3] };
    expect(() => shiftDistances(x, turned)).toThrow('expected the same images, height and width');
    const gap = { ...x, data: Array.from(x.data, (value, at) => (at === 0 ? Number.NaN : value)) };
    expect(() => shiftDistances(x, gap)).toThrow('shiftDistances: y is NaN at [0, 0, 0, 0]');
    expect(() => shiftDistances({ data: [1], shape: [2, 1, 1, 1] }, x)).toThrow('x');
  });
});
