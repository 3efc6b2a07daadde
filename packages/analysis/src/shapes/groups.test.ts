import { createRng, type NdArray } from '@lrsim/core';
import { multiply, qr } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { kMedoids, shapeKMeans } from './clusters.js';
import { leaveOneOutNeighbours, nearestNeighbours } from './nearest-neighbours.js';

/** Noisy rotated copies of three shapes: 0, 1, 2, 0, 1, 2, ... */
function networks(count: number, noise: number): NdArray[] {
  const rng = createRng('networks');
  const draw = (rows: number, columns: number, sd: number) =>
    Float64Array.from({ length: rows * columns }, () => sd * rng.normal());
  const shapes = [0, 1, 2].map(() => draw(10, 3, 1));
  return Array.from({ length: count }, (_, i) => {
    const noisy = draw(10, 3, noise).map((value, at) => value + shapes[i % 3][at]);
    const { q } = qr({ rows: 3, columns: 3, data: draw(3, 3, 1) });
    return { data: multiply({ rows: 10, columns: 3, data: noisy }, q).data, shape: [10, 3] };
  });
}

/** Whether two labellings are one up to the names of the labels. */
function samePartition(a: ArrayLike<number>, b: ArrayLike<number>) {
  const all = Array.from(a);
  return all.every((x, i) => all.every((y, j) => (x === y) === (b[i] === b[j])));
}

describe('shapeKMeans', () => {
  it('finds the shapes that rotated copies were made of', () => {
    const found = shapeKMeans(networks(12, 0.1), { clusters: 3 });
    expect(
      samePartition(
        found.labels,
        Array.from({ length: 12 }, (_, i) => i % 3),
      ),
    ).toBe(true);
    expect(found.converged).toBe(true);
    // 12 copies of 30 values: their noise, less what the means and rotations take up.
    expect(found.inertia).toBeLessThan(12 * 30 * 0.01);
    expect(shapeKMeans(networks(12, 0.1), { clusters: 3 })).toEqual(found);
  });

  it('leaves nothing over with as many clusters as networks, and fills every cluster', () => {
    const xs = networks(4, 0.1);
    const found = shapeKMeans([...xs, xs[0]], { clusters: 5, starts: 2 });
    expect(new Set(found.labels).size).toBe(5);
    expect(found.inertia).toBeLessThan(1e-20);
  });

  it('refuses more clusters than networks', () => {
    expect(() => shapeKMeans(networks(2, 1), { clusters: 3 })).toThrow(
      'clusters is 3; expected at most the number of items, 2',
    );
  });
});

describe('kMedoids', () => {
  const positions = [0, 1, 2, 10, 11, 12, 30];
  const distances = positions.map((a) => positions.map((b) => Math.abs(a - b)));

  it('finds groups and their middle items', () => {
    const { labels, medoids, cost } = kMedoids(distances, { clusters: 3 });
    expect(samePartition(labels, [0, 0, 0, 1, 1, 1, 2])).toBe(true);
    expect([...medoids].sort((a, b) => a - b)).toEqual([1, 4, 6]);
    expect(cost).toBe(4);
  });

  it('gives each item its own cluster where there are as many, also where items coincide', () => {
    const same = [0, 0, 5].map((a) => [0, 0, 5].map((b) => Math.abs(a - b)));
    const { labels, cost } = kMedoids(same, { clusters: 3 });
    expect(new Set(labels).size).toBe(3);
    expect(cost).toBe(0);
  });
});

describe('Nearest neighbours', () => {
  const positions = [0, 1, 2.5, 10, 11.4, 12];
  const distances = positions.map((a) => positions.map((b) => Math.abs(a - b)));
  const labels = ['a', 'a', 'a', 'b', 'b', 'b'];

  it('label new items by vote', () => {
    const known = [
      [0.5, 0.4, 3, 9, 10, 11],
      [4, 3, 2, 2, 3, 4],
    ];
    expect(nearestNeighbours(known, labels, { k: 3 })).toEqual(['a', 'a']);
    // One vote each: the nearer one.
    expect(nearestNeighbours([[2, 9, 9, 1, 9, 9]], labels, { k: 2 })).toEqual(['b']);
    expect(nearestNeighbours([[2, 9, 9, 1, 9, 9]], labels, { k: 99 })).toEqual(['b']);
  });

  it('tell items right by the others alone', () => {
    expect(leaveOneOutNeighbours(distances, labels)).toEqual({ predicted: labels, accuracy: 1 });
    expect(leaveOneOutNeighbours(distances, ['a', 'a', 'b', 'b', 'b', 'b']).accuracy).toBeCloseTo(5 / 6, 15);
  });

  it('say what is wrong', () => {
    expect(() => nearestNeighbours(distances, ['a'])).toThrow('labels has 1 labels; expected 6');
    expect(() => leaveOneOutNeighbours([[0]], ['a'])).toThrow('distances has 1 item');
    expect(() => nearestNeighbours(distances, labels, { k: 0 })).toThrow('k is 0');
  });
});
