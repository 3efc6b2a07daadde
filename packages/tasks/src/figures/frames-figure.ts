import { ArgumentError, checkInteger, type TrialBatch } from '@lrsim/core';
import { escaped } from './escaped.js';

/** Options of the figure of frames. */
export interface FramesFigureOptions {
  /** Which trial of the batch (default 0). */
  readonly trial?: number;
  /** First unit and number of units of the channel that is a screen (default all). */
  readonly channel?: readonly [first: number, count: number];
  /** Numbers of a pixel: 1 for shades, 3 for red, green and blue (default 1). */
  readonly colours?: 1 | 3;
  /** How many frames (default 8). */
  readonly frames?: number;
  /** Height and width of a frame (default 96 pixels of the figure). */
  readonly size?: number;
}

const [GAP, LABEL] = [6, 16];

/** The images that a trial shows, at even times from its first step to its last, as an SVG strip with the period and the time of each. */
export function framesFigure(
  batch: TrialBatch,
  { trial = 0, channel = [0, batch.nIn], colours = 1, frames = 8, size = 96 }: FramesFigureOptions = {},
): string {
  if (!(trial in batch.info))
    throw new ArgumentError(`framesFigure: trial is ${trial}; expected one from 0 to ${batch.trials - 1}`);
  checkInteger('framesFigure', 'frames', frames);
  const { inputs, steps, nIn, dtMs, info } = batch;
  const [first, count] = channel;
  const pixels = Math.sqrt(count / colours);
  if (!Number.isInteger(pixels))
    throw new ArgumentError(
      `framesFigure: channel has ${count} units, which are no square of pixels of ${colours}; expected a screen`,
    );
  const periods = Object.entries(info[trial].periods);
  const length = periods.reduce((last, [, [, end]]) => Math.max(last, end), 0);
  const shown = Array.from({ length: frames }, (_, k) => Math.round((k * (length - 1)) / Math.max(1, frames - 1)));
  const images = shown.map((step) => {
    const from = (trial * steps + step) * nIn + first;
    return inputs.subarray(from, from + count);
  });
  const [least, most] = images.reduce(
    (range, image) => image.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], range),
    [0, 1e-9],
  );
  const level = (value: number) => Math.round((255 * (value - least)) / (most - least));
  const parts = images.flatMap((image, k) => {
    const [left, cell] = [k * (size + GAP), size / pixels];
    const background = colourOf(new Array<number>(colours).fill(0).map(level));
    const boxes = Array.from({ length: pixels * pixels }, (_, pixel) => {
      const colour = colourOf(Array.from(image.subarray(pixel * colours, (pixel + 1) * colours), level));
      if (colour === background) return '';
      const [x, y] = [left + (pixel % pixels) * cell, Math.floor(pixel / pixels) * cell];
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(cell)}" height="${round(cell)}" fill="${colour}"/>`;
    });
    const step = shown[k];
    const period = periods.find(([, [start, end]]) => step >= start && step < end)?.[0] ?? '';
    return [
      `<rect x="${left}" y="0" width="${size}" height="${size}" fill="${background}" stroke="#bbb"/>`,
      ...boxes,
      `<text x="${left + size / 2}" y="${size + LABEL - 4}" text-anchor="middle">${escaped(period)}, ${Math.round(step * dtMs)} ms</text>`,
    ];
  });
  const [width, height] = [frames * (size + GAP) - GAP, size + LABEL];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" shape-rendering="crispEdges"><style>text{font:10px sans-serif}</style>${parts.join('')}</svg>`;
}

const colourOf = (levels: readonly number[]) =>
  `rgb(${(levels.length === 1 ? [levels[0], levels[0], levels[0]] : levels).join(',')})`;

const round = (value: number) => Math.round(value * 100) / 100;
