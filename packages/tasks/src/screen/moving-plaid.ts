import { type DefinedTask, defineTask, factors, indices, type TaskSettings } from '../definition/index.js';
import { FRAME_MS, stimuli, writePerceived } from '../perceptual/spatial-suppression.js';
import { checkPixels, pixelCentres } from './screen.js';

/** Options of the moving plaid. */
export interface MovingPlaidOptions extends TaskSettings {
  /** Pixels of a side of the screen (default 40). */
  readonly pixels?: number;
}

/** Directions of left, right, up, down (rad). */
const headings = [Math.PI, 0, Math.PI / 2, -Math.PI / 2];
/** Degrees of visual angle across the screen, cycles of a grating in a degree, and degrees that it drifts in a second. */
const [WIDTH, CYCLES, SPEED] = [16, 0.8, 4];
/** The part of the radius over which the edge of the stimulus fades. */
const FADING = 0.2;

/**
 * `spatialSuppression` as images: a plaid that moves left, right, up or down, of low or high contrast, and the probabilities with which people
 * perceive each direction as time goes on. Stimulus 300 ms at dt 8.3.
 *
 * Inputs: the screen, row by row from the top left, as the difference from grey, from -contrast to contrast; two gratings of 0.8 cycles a degree at
 * 45 degrees to the direction drift at 4 degrees a second, on a screen of 16 degrees, faded to a circle. Outputs: the probabilities of left,
 * right, up and down. neurogym draws the same by way of PsychoPy, with an envelope in time that it calls not critical; here contrast is constant.
 *
 * @source Tadin, Lappin, Gilroy & Blake 2003 (doi 10.1038/nature01800); the form of neurogym's SpatialSuppressMotion.
 */
export function movingPlaid({ pixels = 40, ...settings }: MovingPlaidOptions = {}): DefinedTask {
  checkPixels('movingPlaid', pixels);
  const centres = pixelCentres(pixels);
  const mask = centres.map(({ x, y }) => fadedCircle(Math.hypot(x, y)));
  // Both gratings at rest, and a quarter of a cycle on: drifting they are the one times a cosine minus the other times a sine.
  const plaids = headings.map((heading) => {
    const normals = [heading - Math.PI / 4, heading + Math.PI / 4];
    const of = (wave: (phase: number) => number) =>
      centres.map(({ x, y }, pixel) => {
        const phases = normals.map((n) => Math.PI * CYCLES * WIDTH * (x * Math.cos(n) + y * Math.sin(n)));
        return (mask[pixel] * (wave(phases[0]) + wave(phases[1]))) / 2;
      });
    return { rest: of(Math.sin), quarter: of(Math.cos) };
  });
  return defineTask(
    {
      name: 'moving-plaid',
      source: 'Tadin et al. 2003',
      dtMs: FRAME_MS,
      inputs: { screen: pixels * pixels },
      outputs: 4,
      conditions: factors({ direction: indices(4), large: [0, 1] }),
      periods: { stimulus: 300 },
      event: 'stimulus',
      trial(trial, { direction, large }) {
        const [start, end] = trial.span('stimulus');
        const { rest, quarter } = plaids[direction];
        const { contrast } = stimuli[large];
        for (let step = start; step < end; step++) {
          const drift = (2 * Math.PI * CYCLES * SPEED * (step - start) * trial.dtMs) / 1000;
          const [cos, sin] = [contrast * Math.cos(drift), contrast * Math.sin(drift)];
          trial.showSteps(
            'screen',
            step,
            step + 1,
            rest.map((value, pixel) => value * cos - quarter[pixel] * sin),
          );
        }
        writePerceived(trial, direction, large);
      },
    },
    settings,
  );
}

/** 1 inside, a raised cosine towards the edge of a circle of radius 1, 0 outside. */
function fadedCircle(radius: number): number {
  if (radius >= 1) return 0;
  if (radius <= 1 - FADING) return 1;
  return (1 + Math.cos((Math.PI * (radius - 1 + FADING)) / FADING)) / 2;
}
