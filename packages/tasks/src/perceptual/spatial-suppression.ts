import {
  type DefinedTask,
  defineTask,
  factors,
  indices,
  type TaskSettings,
  type TrialWriter,
} from '../definition/index.js';

/** Directions in the order of channels and outputs (rad): left, right, up, down. */
const angles = [-Math.PI / 2, Math.PI / 2, 0, Math.PI];
const opposite = [1, 0, 3, 2];
/** Units for each direction, of which a larger stimulus drives more. */
const SIZES = 8;

/** Numbers of frames of 1 / 120 s (as 8.3 ms) that stimuli were shown for, and how often observers then said which direction. */
export const FRAME_MS = 8.3;
const frames = [1, 7, 8, 9, 10, 13, 15, 18, 21, 28, 36];
export const stimuli = [
  {
    size: 1,
    contrast: 0.05,
    same: [0.249, 0.249, 0.25, 0.26, 0.2583, 0.325, 0.45, 0.575, 0.875, 0.933, 0.99],
    opposite: [0.249, 0.249, 0.25, 0.26, 0.2583, 0.267, 0.1417, 0.1167, 0.058, 0.016, 0.003],
  },
  {
    size: 8,
    contrast: 0.99,
    same: [0.249, 0.249, 0.249, 0.249, 0.249, 0.27, 0.32, 0.4583, 0.65, 0.85, 0.99],
    opposite: [0.249, 0.249, 0.249, 0.29, 0.31, 0.4, 0.475, 0.4167, 0.3083, 0.075, 0.04],
  },
] as const;

/**
 * The probability with which people perceive a direction of motion, as it grows with time: a large stimulus of high contrast needs longer than
 * a small one of low contrast, and is first seen to move backwards. Stimulus 300 ms at dt 8.3.
 *
 * Inputs: for each of four directions eight units, of which as many as the stimulus is large (1 or 8) have contrast (1 + cos(difference)) / 2.
 * Outputs: the probabilities of left, right, up and down at each moment, linear between those that were measured.
 *
 * @source Tadin, Lappin, Gilroy & Blake 2003 (doi 10.1038/nature01800); the form of neurogym.
 */
export function spatialSuppression(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'spatial-suppression',
      source: 'Tadin et al. 2003',
      dtMs: FRAME_MS,
      inputs: { left: SIZES, right: SIZES, up: SIZES, down: SIZES },
      outputs: 4,
      conditions: factors({ direction: indices(4), large: [0, 1] }),
      periods: { stimulus: 300 },
      event: 'stimulus',
      trial(trial, { direction, large }) {
        const { size, contrast } = stimuli[large];
        ['left', 'right', 'up', 'down'].forEach((channel, k) => {
          const drive = (contrast * (1 + Math.cos(angles[k] - angles[direction]))) / 2;
          trial.show(
            channel,
            'stimulus',
            indices(SIZES).map((unit) => (unit < size ? drive : 0)),
          );
        });
        writePerceived(trial, direction, large);
      },
    },
    settings,
  );
}

/** Writes how often each direction is perceived, from the first frame of a stimulus on, as it grows. */
export function writePerceived(trial: TrialWriter, direction: number, large: 0 | 1): void {
  const measured = stimuli[large];
  const [start, end] = trial.span('stimulus');
  for (let step = start; step < end; step++) {
    const frame = ((step - start) * trial.dtMs) / FRAME_MS + 1;
    const [same, reversed] = [interpolated(frame, measured.same), interpolated(frame, measured.opposite)];
    const probabilities = indices(4).map((k) =>
      k === direction ? same : k === opposite[direction] ? reversed : (1 - same - reversed) / 2,
    );
    trial.targetSteps(step, step + 1, probabilities);
  }
}

/** Linear between the measured frames; the last one from there on. */
function interpolated(frame: number, values: readonly number[]): number {
  const next = frames.findIndex((known) => known >= frame);
  if (next < 0) return values[values.length - 1];
  if (next === 0) return values[0];
  const share = (frame - frames[next - 1]) / (frames[next] - frames[next - 1]);
  return values[next - 1] + share * (values[next] - values[next - 1]);
}
