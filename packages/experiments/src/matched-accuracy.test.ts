import { expect, it } from 'vitest';
import { distanceAtAccuracy } from './matched-accuracy.js';

const curve = [
  { accuracy: -1, distance: 0.5 },
  { accuracy: 0.6, distance: 0.44 },
  { accuracy: 0.8, distance: 0.4 },
  { accuracy: 0.5, distance: 0.42 },
  { accuracy: 0.9, distance: 0.36 },
];

it('interpolates linearly at the first crossing', () => {
  expect(distanceAtAccuracy(curve, 0.7)).toBeCloseTo(0.42, 14);
  expect(distanceAtAccuracy(curve, 0.8)).toBeCloseTo(0.4, 14);
  // 0.55 was crossed before the dip to 0.5: the first time counts.
  expect(distanceAtAccuracy(curve, 0.55)).toBeCloseTo(0.5 + (1.55 / 1.6) * -0.06, 14);
  expect(distanceAtAccuracy(curve, 0.85)).toBeCloseTo(0.42 + (0.35 / 0.4) * -0.06, 14);
});

it('is undefined for an accuracy that is never reached, or was passed before the first snapshot', () => {
  expect(distanceAtAccuracy(curve, 0.95)).toBeUndefined();
  expect(distanceAtAccuracy(curve.slice(1), 0.5)).toBeUndefined();
  expect(distanceAtAccuracy([], 0.5)).toBeUndefined();
});
