import { checkInteger } from '@lrsim/core';
import { choices } from '../definition/class-names.js';
import {
  type DefinedTask,
  defineTask,
  factors,
  indices,
  ringAngles,
  type TaskSettings,
  type TrialReader,
} from '../definition/index.js';
import { checkCoherences } from '../perceptual/check-coherences.js';
import { movingDots } from './moving-dots.js';
import { checkPixels, pixelAt, pixelCentres } from './screen.js';

/** Options of random dots on a screen. */
export interface RandomDotMotionOptions extends TaskSettings {
  /** Directions to choose from, at even angles from the right on, counter-clockwise (default 2). */
  readonly directions?: number;
  /** The percentage of dots that move in the direction (default 0, 6.4, 12.8, 25.6, 51.2). */
  readonly coherences?: readonly number[];
  /** Dots (default 30). */
  readonly dots?: number;
  /** Pixels of a side of the screen (default 20). */
  readonly pixels?: number;
}

/** Radii of the field in a second (0.05 of its diameter in a frame of 16 ms), and the life of a dot (10 frames, in ms). */
const [SPEED, LIFE_MS] = [6.25, 160];

/**
 * Random dots that move, as images: say in which of some directions most of them do. Fixation 100, stimulus 2000, decision 100 ms at dt 16.
 *
 * Inputs: the screen, row by row from the top left, 1 where a dot is; a step is a frame. Classes: fixate, and each direction. Dots move 0.05 of
 * the field's diameter in 16 ms and live 160 ms, at any dt. The mean motion in the images is that of `perceptualDecisionMaking`. neurogym draws
 * the same by way of PsychoPy on 100 x 100 pixels of three colours, and turns its directions from radians into degrees twice.
 *
 * @source Britten, Shadlen, Newsome & Movshon 1992 (doi 10.1523/JNEUROSCI.12-12-04745.1992); the form of neurogym's RandomDotMotion.
 */
export function randomDotMotion({
  directions = 2,
  coherences = [0, 6.4, 12.8, 25.6, 51.2],
  dots: count = 30,
  pixels = 20,
  ...settings
}: RandomDotMotionOptions = {}): DefinedTask {
  checkCoherences('randomDotMotion', coherences);
  checkInteger('randomDotMotion', 'dots', count);
  checkPixels('randomDotMotion', pixels);
  const angles = ringAngles(directions);
  return defineTask(
    {
      name: 'random-dot-motion',
      source: 'Britten et al. 1992',
      dtMs: 16,
      inputs: { screen: pixels * pixels },
      outputs: choices(directions),
      conditions: factors({ direction: indices(directions), coherence: coherences }),
      periods: { fixation: 100, stimulus: 2000, decision: 100 },
      chance: 1 / directions,
      trial(trial, { direction, coherence }, rng) {
        const signal = Math.round((count * coherence) / 100);
        const motion = { count, signal, direction: angles[direction], speed: SPEED, lifeMs: LIFE_MS };
        const dots = movingDots(motion, rng);
        const frame = new Float64Array(pixels * pixels);
        const [start, end] = trial.span('stimulus');
        for (let step = start; step < end; step++) {
          frame.fill(0);
          for (let dot = 0; dot < count; dot++) frame[pixelAt(dots.x[dot], dots.y[dot], pixels) ?? 0] = 1;
          trial.showSteps('screen', step, step + 1, frame);
          dots.move(trial.dtMs);
        }
        trial.target('decision', direction + 1);
      },
      answer: (reader) => clearDirection(reader, angles, pixels),
    },
    settings,
  );
}

/** Dots by which one direction must be ahead of all others to be clear, and of those that go on in it the part that is seen to. */
const [AHEAD, SEEN] = [5, 0.6];

/** The class of the direction in which clearly most dots went from one frame to the next; NaN where that is open. */
function clearDirection(reader: TrialReader, angles: readonly number[], pixels: number): number {
  const [start, end] = reader.span('stimulus');
  const shift = (SPEED * reader.dtMs) / 1000;
  const frames = Array.from({ length: end - start }, (_, k) => reader.at('screen', start + k));
  const centres = pixelCentres(pixels);
  const followed = angles.map((angle) => {
    const to = centres.map(
      ({ x, y }) => pixelAt(x + shift * Math.cos(angle), y + shift * Math.sin(angle), pixels) ?? -1,
    );
    let matches = 0;
    for (let k = 1; k < frames.length; k++)
      for (let at = 0; at < to.length; at++) if (to[at] >= 0) matches += frames[k - 1][at] * frames[k][to[at]];
    return matches / (frames.length - 1);
  });
  const best = followed.indexOf(Math.max(...followed));
  const isClear = followed.every((matches, k) => k === best || followed[best] - matches > AHEAD * SEEN);
  return isClear ? best + 1 : Number.NaN;
}
