import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { escaped } from './escaped.js';

/** Options of the figure of a trial. */
export interface TrialFigureOptions {
  /** Which trial of the batch (default 0). */
  readonly trial?: number;
  /** Width in pixels (default 640). */
  readonly width?: number;
  /** Names of the inputs with their first unit and number, as `task.channels` has them. */
  readonly channels?: Readonly<Record<string, readonly [first: number, count: number]>>;
  /** Outputs of a network, [trials, steps, nOut], to be drawn with the targets. */
  readonly outputs?: ArrayLike<number>;
}

const [LEFT, RIGHT, TOP, TARGETS, MASK, GAP] = [96, 12, 24, 72, 12, 22];
/** The height of an input, and of all of them where they are many. */
const [ROW, ROWS] = [12, 480];

/** A trial as an SVG image: its inputs as an image with the names of its periods, its targets (and outputs) as lines, its mask. */
export function trialFigure(
  batch: TrialBatch,
  { trial = 0, width = 640, channels = {}, outputs }: TrialFigureOptions = {},
): string {
  if (!(trial in batch.info))
    throw new ArgumentError(`trialFigure: trial is ${trial}; expected one from 0 to ${batch.trials - 1}`);
  const { steps, nIn, nOut, inputs, targets, mask, kind, dtMs, info } = batch;
  const { periods } = info[trial];
  const length = Object.values(periods).reduce((end, span) => Math.max(end, span[1]), 0);
  const x = (step: number) => LEFT + (step / length) * (width - LEFT - RIGHT);
  const row = Math.min(ROW, ROWS / nIn);
  const height = Math.ceil(TOP + nIn * row) + GAP + TARGETS + GAP + MASK + GAP;
  const own = inputs.subarray(trial * steps * nIn, (trial * steps + length) * nIn);
  const [least, most] = own.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [0, 1e-9]);
  const parts: string[] = [];
  const text = (at: readonly [number, number], label: string, anchor = 'middle') =>
    parts.push(`<text x="${round(at[0])}" y="${round(at[1])}" text-anchor="${anchor}">${escaped(label)}</text>`);

  for (const [name, [start, end]] of Object.entries(periods)) {
    if (end === start) continue;
    text([x((start + end) / 2), TOP - 10], name);
    parts.push(
      `<line x1="${round(x(start))}" x2="${round(x(start))}" y1="${TOP - 6}" y2="${height - GAP}" class="period"/>`,
    );
  }
  const shadeOf = (value: number) => Math.round(255 - (235 * (value - least)) / (most - least));
  for (let unit = 0; unit < nIn; unit++)
    for (let step = 0, end = 1; step < length; step = end) {
      const shade = shadeOf(own[step * nIn + unit]);
      // One box for as long as the shade is the same.
      for (end = step + 1; end < length && shadeOf(own[end * nIn + unit]) === shade; ) end++;
      const box = `x="${round(x(step))}" y="${round(TOP + unit * row)}" width="${round(x(end) - x(step) + 0.3)}" height="${round(row)}"`;
      parts.push(`<rect ${box} fill="rgb(${shade},${shade},${shade})"/>`);
    }
  const named = Object.keys(channels).length > 0 ? channels : { inputs: [0, nIn] as const };
  for (const [name, [first, count]] of Object.entries(named))
    text([LEFT - 8, TOP + (first + count / 2) * row + 4], name, 'end');

  const top = Math.ceil(TOP + nIn * row) + GAP;
  const size = kind === 'classification' ? 1 : nOut;
  const lines = Array.from({ length: size }, (_, k) =>
    Array.from({ length }, (_, step) => targets[(trial * steps + step) * size + k]),
  );
  const drawn = outputs
    ? Array.from({ length: nOut }, (_, k) =>
        Array.from({ length }, (_, step) => outputs[(trial * steps + step) * nOut + k]),
      )
    : [];
  plot(lines, 'target');
  plot(drawn, 'output');
  text([LEFT - 8, top + TARGETS / 2], kind === 'classification' ? 'class' : 'targets', 'end');

  const maskTop = top + TARGETS + GAP;
  const weights = Array.from({ length }, (_, step) => mask[(trial * steps + step) * size]);
  const heaviest = Math.max(...weights, 1e-9);
  weights.forEach((weight, step) => {
    const box = `x="${round(x(step))}" y="${maskTop}" width="${round(x(step + 1) - x(step) + 0.3)}" height="${MASK}"`;
    parts.push(`<rect ${box} fill="#2a7" fill-opacity="${round(weight / heaviest)}"/>`);
  });
  text([LEFT - 8, maskTop + MASK - 2], 'mask', 'end');
  text([width - RIGHT, height - 6], `${length} steps of ${dtMs} ms`, 'end');
  const style =
    'text{font:11px sans-serif}.period{stroke:#bbb;stroke-dasharray:2 2}.target{fill:none;stroke:#c33;stroke-width:1.5}.output{fill:none;stroke:#36c}';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><style>${style}</style>${parts.join('')}</svg>`;

  function plot(series: readonly (readonly number[])[], kindOfLine: string): void {
    const all = series.flat();
    const [low, high] = [Math.min(0, ...all), Math.max(1e-9, ...all)];
    for (const values of series) {
      const points = values.flatMap((value, step) => {
        const y = round(top + TARGETS - ((value - low) / (high - low)) * TARGETS);
        return [`${round(x(step))},${y}`, `${round(x(step + 1))},${y}`];
      });
      parts.push(`<polyline points="${points.join(' ')}" class="${kindOfLine}"/>`);
    }
  }
}

const round = (value: number) => Math.round(10 * value) / 10;
