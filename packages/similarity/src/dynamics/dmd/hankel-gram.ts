import type { Matrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { stackRows } from '../../stack-rows.js';
import { rowsBetween } from '../trials.js';
import { type HankelRows, hankelParts } from './hankel-parts.js';

/** A Hankel matrix whose trials have fewer rows than this many times the interval has little that repeats. */
const LONG = 4;

/**
 * H'H of a Hankel matrix H. Blocks along a diagonal sum the same products over windows one interval apart: the first block of each
 * is computed, the next follow from the samples that enter and leave at the ends of the trials.
 */
export function hankelGram(hankel: HankelRows): Matrix {
  const { lengths, delayInterval } = hankel;
  if (lengths.some((rows) => rows < LONG * delayInterval)) return summedGram(hankel);
  const { trials, columns, nDelays } = hankel;
  const units = trials[0].columns;
  const data = new Float64Array(columns * columns);
  firstBlocks(hankel).forEach((block, b) => {
    for (let i = 0; i < units; i++) data.set(block.data.subarray(i * units, (i + 1) * units), i * columns + b * units);
  });
  const [entering, leaving] = [ends(hankel, 1), ends(hankel, 0)].map((rows) => transposeMultiply(rows, rows).data);
  for (let a = 1; a < nDelays; a++)
    for (let i = 0; i < units; i++) {
      const row = (a * units + i) * columns;
      const before = row - units * columns - units;
      for (let j = a * units; j < columns; j++)
        data[row + j] = data[before + j] + entering[row + j] - leaving[before + j];
    }
  for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) data[i * columns + j] = data[j * columns + i];
  return { rows: columns, columns, data };
}

/** Products of the newest sample of every row with those of each delay. */
function firstBlocks({ trials, lengths, nDelays, delayInterval }: HankelRows): Matrix[] {
  const all = stackRows(trials);
  const newest = { ...all, data: all.data.slice() };
  let start = 0;
  trials.forEach(({ rows, columns }, k) => {
    newest.data.fill(0, start * columns, (start + rows - lengths[k]) * columns);
    start += rows;
  });
  return Array.from({ length: nDelays }, (_, b) => {
    const shift = b * delayInterval;
    return transposeMultiply(rowsBetween(newest, shift, all.rows), rowsBetween(all, 0, all.rows - shift));
  });
}

/**
 * The rows at the ends of the trials, as many as the interval: the first ones without their newest samples (`from` 1), which enter
 * with a further delay, or the last ones without their oldest (`from` 0), which leave.
 */
function ends({ trials, lengths, columns, nDelays, delayInterval }: HankelRows, from: 0 | 1): Matrix {
  const data = new Float64Array(trials.length * delayInterval * columns);
  const past = (nDelays - 1) * delayInterval;
  trials.forEach((trial, k) => {
    const units = trial.columns;
    for (let j = 0; j < delayInterval; j++)
      for (let d = from; d < nDelays - 1 + from; d++) {
        const time = past - d * delayInterval + j + (from === 1 ? 0 : lengths[k] - delayInterval);
        data.set(trial.data.subarray(time * units, (time + 1) * units), (k * delayInterval + j) * columns + d * units);
      }
  });
  return { rows: trials.length * delayInterval, columns, data };
}

function summedGram(hankel: HankelRows): Matrix {
  let gram: Matrix | undefined;
  for (const part of hankelParts(hankel)) {
    const term = transposeMultiply(part, part);
    if (gram) for (let at = 0; at < term.data.length; at++) gram.data[at] += term.data[at];
    else gram = term;
  }
  return gram as Matrix;
}
