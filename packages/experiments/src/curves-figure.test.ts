import { expect, it } from 'vitest';
import { curvesFigure } from './curves-figure.js';

const curve = [
  { accuracy: -0.4, distance: 0.9 },
  { accuracy: 0.2, distance: 0.5 },
  { accuracy: 0.9, distance: 0.4 },
];
const lines = (svg: string) => svg.match(/<g [^>]*aria-label="line"[^>]*>/g) ?? [];

it('draws every curve in the colour and dash of its group, and names the groups', async () => {
  const svg = await curvesFigure('two studies', 'procrustes', [
    { name: 'ours', colour: 'teal', curves: [curve, curve] },
    { name: 'theirs', colour: 'purple', dashed: true, curves: [curve] },
  ]);
  expect(lines(svg).filter((line) => line.includes('stroke="teal"'))).toHaveLength(2);
  expect(lines(svg).filter((line) => line.includes('stroke="purple"'))).toHaveLength(1);
  expect(lines(svg).map((line) => line.includes('stroke-dasharray'))).toEqual([false, false, true]);
  for (const text of ['two studies', 'procrustes', 'ours', 'theirs']) expect(svg).toContain(text);
});

it('leaves accuracies below 0 out of the scale and of the lines', async () => {
  const draw = (points: typeof curve) => curvesFigure('t', 'cka', [{ name: 'n', colour: 'teal', curves: [points] }]);
  expect(await draw(curve)).toBe(await draw(curve.slice(1)));
});

it('marks each accuracy asked for', async () => {
  const rules = async (accuracies: readonly number[]) => {
    const svg = await curvesFigure('t', 'cka', [{ name: 'n', colour: 'teal', curves: [curve] }], accuracies);
    return /aria-label="rule"[^>]*>(.*?)<\/g>/s.exec(svg)?.[1].match(/<line /g)?.length ?? 0;
  };
  expect(await rules([0.7, 0.8, 0.9])).toBe(3);
  expect(await rules([])).toBe(0);
});
