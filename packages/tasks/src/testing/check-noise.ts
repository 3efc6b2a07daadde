import { createRng } from '@lrsim/core';
import type { DefinedTask } from '../definition/index.js';

/** Compares a task with itself without noise, trial by trial: the difference is the noise. */
export function checkNoise(task: DefinedTask, silent: DefinedTask): void {
  const [noisy, clean] = [task, silent].map((one) => one.sample(createRng('noise'), 60));
  const { nIn, steps } = noisy;
  const { noise } = task;
  const channels = (noise?.channels ?? []).map((name) => task.channels[name]);
  let [count, squares, sum] = [0, 0, 0];
  noisy.info.forEach(({ periods }, trial) => {
    const spans = noise?.periods?.map((name) => periods[name]) ?? [[0, lastStep(periods)] as const];
    for (let step = 0; step < steps; step++) {
      const during = spans.some(([start, end]) => step >= start && step < end);
      for (let unit = 0; unit < nIn; unit++) {
        const at = (trial * steps + step) * nIn + unit;
        const difference = noisy.inputs[at] - clean.inputs[at];
        if (during && channels.some(([first, size]) => unit >= first && unit < first + size)) {
          count++;
          sum += difference;
          squares += difference * difference;
        } else if (difference !== 0) throw new Error(`unit ${unit} has noise at step ${step} of trial ${trial}`);
      }
    }
  });
  if (!noise || noise.sigma === 0) return;
  const sd = noise.sigma / Math.sqrt(task.dtMs);
  // The standard error of a mean is sd / sqrt n, of a standard deviation sd / sqrt 2n.
  const [mean, found] = [sum / count, Math.sqrt(squares / count)];
  if (!(Math.abs(found / sd - 1) < 4.5 / Math.sqrt(2 * count)))
    throw new Error(`the noise has the SD ${found}; expected ${sd}`);
  if (!(Math.abs(mean / sd) < 4.5 / Math.sqrt(count))) throw new Error(`the noise has the mean ${mean}`);
}

const lastStep = (periods: Readonly<Record<string, readonly [number, number]>>) =>
  Object.values(periods).reduce((last, [, end]) => Math.max(last, end), 0);
