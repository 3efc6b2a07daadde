import { ArgumentError, checkNumber, permutation, type Rng } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, indices, type TaskSettings } from '../definition/index.js';
import { barOnScreen, checkPixels } from './screen.js';

type Colour = readonly [red: number, green: number, blue: number];

interface Bar {
  readonly angle: number;
  readonly colour: Colour;
}

/** Options of visual search. */
export interface VisualSearchOptions extends TaskSettings {
  /** Pixels of a side of the screen (default 16). */
  readonly pixels?: number;
  /** Where bars are (default the middles of the four quadrants); the screen is from -1 to 1. */
  readonly places?: readonly (readonly [x: number, y: number])[];
  /** Half the length of a bar (default 0.3). */
  readonly halfLength?: number;
  /** How much a bar of another orientation is turned (rad; default 0.2 pi). */
  readonly turn?: number;
  /** How much a bar of another colour differs, put to red, green and blue at random (default 0.2, -0.1, -0.1). */
  readonly shade?: Colour;
  /**
   * True for colours of the sample anywhere from 0 to 1 as in neurogym (default false): those too near an end lose the difference of a bar of another
   * colour, which then looks like the sample.
   */
  readonly original?: boolean;
}

/** Width of a bar: 3 of 100 pixels, and at least one. */
const WIDTH = 0.06;

/**
 * See a coloured bar, then find it among others: each differs from it in orientation or in colour. Fixation 500, sample 1000, delay 500, decision
 * 500 ms at dt 16.
 *
 * Inputs: the screen, row by row from the top left, red, green and blue of each pixel from 0 (black) to 1. Outputs: x and y of the bar that is
 * the sample during the decision, 0 (in the middle, where the sample was) before.
 *
 * @source Buschman & Miller 2007 (doi 10.1126/science.1138071); the form of neurogym's VisualSearch, which draws by way of PsychoPy.
 */
export function visualSearch({
  pixels = 16,
  places = [
    [0.5, 0.5],
    [0.5, -0.5],
    [-0.5, 0.5],
    [-0.5, -0.5],
  ],
  halfLength = 0.3,
  turn = 0.2 * Math.PI,
  shade = [0.2, -0.1, -0.1],
  original = false,
  ...settings
}: VisualSearchOptions = {}): DefinedTask {
  checkPixels('visualSearch', pixels);
  checkNumber('visualSearch', 'halfLength', halfLength, 0, 1);
  const [darkest, brightest] = original ? [0, 1] : [-Math.min(0, ...shade), 1 - Math.max(0, ...shade)];
  if (!(brightest > darkest))
    throw new ArgumentError(
      `visualSearch: shade is ${shade.join(', ')}, which leaves no colour that can differ by it; expected a range below 1`,
    );
  const width = Math.max(WIDTH, 2 / pixels);
  return defineTask<{ target: number; angle: number; bars: readonly Bar[] }>(
    {
      name: 'visual-search',
      source: 'Buschman & Miller 2007',
      dtMs: 16,
      inputs: { screen: 3 * pixels * pixels },
      outputs: 2,
      conditions: factors({ target: indices(places.length), angle: [0] }).map((one) => ({ ...one, bars: [] })),
      draw({ target }, rng) {
        const colour = (): number => darkest + (brightest - darkest) * rng.uniform();
        const sample: Bar = { angle: 2 * Math.PI * rng.uniform(), colour: [colour(), colour(), colour()] };
        const bars = places.map((_, place) => (place === target ? sample : another(sample, turn, shade, rng)));
        return { target, angle: sample.angle, bars };
      },
      periods: { fixation: 500, sample: 1000, delay: 500, decision: 500 },
      trial(trial, { target, bars }) {
        const sample = new Float64Array(3 * pixels * pixels);
        draw(sample, bars[target], barOnScreen(pixels, [0, 0], bars[target].angle, halfLength, width));
        trial.show('screen', 'sample', sample);
        const array = new Float64Array(3 * pixels * pixels);
        places.forEach((place, k) => {
          draw(array, bars[k], barOnScreen(pixels, place, bars[k].angle, halfLength, width));
        });
        trial.show('screen', 'decision', array);
        trial.target('decision', places[target]);
      },
    },
    settings,
  );
}

/** A bar that differs from another in orientation or in colour. */
function another({ angle, colour }: Bar, turn: number, shade: Colour, rng: Rng): Bar {
  if (rng.integer(2) === 0) return { angle: angle + (rng.integer(2) === 0 ? turn : -turn), colour };
  const order = permutation(rng, 3);
  const [red, green, blue] = colour.map((part, k) => Math.min(1, Math.max(0, part + shade[order[k]])));
  return { angle, colour: [red, green, blue] };
}

/** Adds a bar to an image, as light does. */
function draw(image: Float64Array, { colour }: Bar, cover: Float64Array): void {
  cover.forEach((part, pixel) => {
    colour.forEach((value, k) => {
      image[3 * pixel + k] += part * value;
    });
  });
}
