import { ArgumentError, checkLength } from '@lrsim/core';
import { type DefinedTask, defineTask, indices, type TaskSettings } from '../definition/index.js';

/** Images with their labels. */
export interface LabelledImages {
  /** [images, rows, columns], any range. */
  readonly pixels: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** The class of each image, 0 up. */
  readonly labels: ArrayLike<number>;
}

/** Options of sequential digits. */
export interface SequentialDigitsOptions extends TaskSettings {
  /** Whether a step shows a pixel or a row (default 'row'). */
  readonly by?: 'pixel' | 'row';
}

/**
 * Name the digit of an image that is shown row by row, or pixel by pixel: one a step, and a last step, which alone counts, for the
 * answer. The images are yours, such as those of MNIST.
 *
 * @throws ArgumentError for no images, or arrays that do not fit one another.
 * @source Le, Jaitly & Hinton 2015 (arXiv 1504.00941).
 */
export function sequentialDigits(
  { pixels, rows, columns, labels }: LabelledImages,
  { by = 'row', ...settings }: SequentialDigitsOptions = {},
): DefinedTask {
  const where = 'sequentialDigits';
  if (labels.length === 0) throw new ArgumentError(`${where}: labels is empty; expected at least one image`);
  checkLength(where, 'pixels', pixels, [labels.length, rows, columns]);
  const classes = Array.from(labels).reduce((most, label) => Math.max(most, label), 0) + 1;
  const width = by === 'row' ? columns : 1;
  const steps = (rows * columns) / width;
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  return defineTask(
    {
      name: 'sequential-digits',
      source: 'Le et al. 2015',
      dtMs: 1,
      inputs: { pixels: width, go: 1 },
      outputs: indices(classes).map((digit) => `digit ${digit}`),
      conditions: indices(labels.length).map((image) => ({ image })),
      periods: { image: steps, answer: 1 },
      chance: Math.max(...counts) / labels.length,
      trial(trial, { image }) {
        const from = image * rows * columns;
        for (let step = 0; step < steps; step++) {
          const shown = Array.from({ length: width }, (_, j) => pixels[from + step * width + j]);
          trial.showSteps('pixels', step, step + 1, shown);
        }
        trial.show('go', 'answer', 1);
        trial.target('answer', labels[image]);
        trial.weigh('image', 0);
      },
    },
    settings,
  );
}
