import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { perceptualDecisionMaking } from '../index.js';
import { chronometricCurve, conditionAccuracies, psychometricCurve, trialFigure } from './index.js';

const task = perceptualDecisionMaking({ coherences: [10, 50] });
const batch = task.sample(createRng(1), 300);
const { steps, nOut, info } = batch;
const signed = ({ direction, coherence }: Readonly<Record<string, number | string>>) =>
  (direction === 1 ? 1 : -1) * Number(coherence);
/** A network that sees strong evidence only, 500 ms after it came, and guesses the first direction otherwise. */
const outputs = new Float64Array(300 * steps * nOut);
info.forEach(({ variables, periods }, trial) => {
  const choice = variables.coherence === 50 ? Number(variables.direction) + 1 : 1;
  for (let step = 0; step < steps; step++) {
    const responds = step >= periods.stimulus[0] + (variables.coherence === 50 ? 5 : 15);
    outputs[(trial * steps + step) * nOut + (responds ? choice : 0)] = 1;
  }
});

describe('curves', () => {
  it('tell how often and when a choice was made for each evidence', () => {
    const points = psychometricCurve(outputs, batch, signed, [2, 1]);
    expect(points.map(({ evidence, value }) => [evidence, value])).toEqual([
      [-50, 0],
      [-10, 0],
      [10, 0],
      [50, 1],
    ]);
    expect(points.reduce((sum, { trials }) => sum + trials, 0)).toBe(300);
    expect(chronometricCurve(outputs, batch, signed).map(({ value }) => value)).toEqual([500, 1500, 1500, 500]);
    expect(() => psychometricCurve(outputs, batch, signed, [2, 1], 'delay')).toThrow("no step in 'delay'");
  });
});

describe('conditionAccuracies', () => {
  it('has a row for every combination of the variables asked for', () => {
    const { perTrial } = task.score(outputs, batch);
    const rows = conditionAccuracies(perTrial, batch, ['coherence', 'direction']);
    expect(rows).toHaveLength(4);
    for (const { variables, accuracy, standardError } of rows) {
      expect(accuracy).toBe(variables.coherence === 50 || variables.direction === 0 ? 1 : 0);
      expect(standardError).toBe(0);
    }
    expect(conditionAccuracies(perTrial, batch, [])[0].trials).toBe(300);
  });
});

describe('trialFigure', () => {
  it('shows periods, channels, targets, outputs and mask of a trial', () => {
    const svg = trialFigure(batch, { trial: 3, channels: task.channels, outputs });
    for (const part of [
      'fixation',
      'stimulus',
      'decision',
      'class="target"',
      'class="output"',
      `${steps} steps of 100 ms`,
    ])
      expect(svg).toContain(part);
    // Boxes of one shade side by side, which fill the row of every unit, and one for the mask of each step.
    const boxes = [...svg.matchAll(/<rect [^>]*width="([\d.]+)" height="([\d.]+)" fill="(rgb|#2a7)/g)];
    const area = (fill: string) =>
      boxes.filter((box) => box[3] === fill).reduce((sum, box) => sum + (Number(box[1]) - 0.3) * Number(box[2]), 0);
    expect(boxes.filter((box) => box[3] === '#2a7')).toHaveLength(steps);
    expect(area('rgb') / batch.nIn / area('#2a7')).toBeCloseTo(1, 2);
    expect(svg).not.toContain('NaN');
    expect(() => trialFigure(batch, { trial: 300 })).toThrow('expected one from 0 to 299');
  });
});
