import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { decodingSignificance } from './significance.js';

function trials(tuning: number, label: string) {
  const rng = createRng(label);
  const labels = Array.from({ length: 30 }, (_, i) => i % 2);
  return { x: labels.map((k) => [rng.normal() + tuning * k, rng.normal()]), labels };
}

describe('decodingSignificance', () => {
  it('finds tuning, and chance near the share of a class', () => {
    const { x, labels } = trials(4, 'tuned');
    const found = decodingSignificance(x, labels, { shuffles: 60 });
    expect(found.pValue).toBe(1 / 61);
    expect(found.chance).toBeGreaterThan(0.4);
    expect(found.chance).toBeLessThan(0.6);
    expect(decodingSignificance(x, labels, { shuffles: 60 })).toEqual(found);
  });

  it('has p values that are not too often small without tuning', () => {
    const p = Array.from({ length: 40 }, (_, i) => {
      const { x, labels } = trials(0, `untuned ${i}`);
      return decodingSignificance(x, labels, { shuffles: 19, rng: createRng(i) }).pValue;
    });
    expect(p.filter((value) => value <= 0.1).length).toBeLessThan(12);
  });

  it('does not take what tells groups apart for tuning, where groups have one label each', () => {
    const rng = createRng('groups');
    const groups = Array.from({ length: 60 }, (_, i) => i % 6);
    const places = Array.from({ length: 6 }, () => [0, 1, 2].map(() => 5 * rng.normal()));
    const x = groups.map((group) => places[group].map((value) => value + 0.1 * rng.normal()));
    const labels = groups.map((group) => group % 2);
    expect(decodingSignificance(x, labels, { shuffles: 30 }).pValue).toBe(1 / 31);
    const grouped = decodingSignificance(x, labels, { shuffles: 30, groups, folds: 3 });
    expect(grouped.pValue).toBeGreaterThan(0.05);
  });
});
