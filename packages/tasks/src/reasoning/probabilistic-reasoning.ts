import { permutation } from '@lrsim/core';
import {
  type DefinedTask,
  defineTask,
  factors,
  indices,
  oneHot,
  type TaskSettings,
  uniform,
} from '../definition/index.js';

/** The logarithm to base 10 of the odds that each shape gives to the second choice. */
const weights = [-10, -0.9, -0.7, -0.5, -0.3, 0.3, 0.5, 0.7, 0.9, 10] as const;
const SHOWN = 4;
const places = indices(SHOWN);

/** Options of probabilistic reasoning. */
export interface ProbabilisticReasoningOptions extends TaskSettings {
  /** True for the rewarded choice, drawn with the odds of the shapes, as neurogym has it (default false: the likelier choice). */
  readonly original?: boolean;
}

/**
 * Four shapes, each with a weight, add up to the odds of two choices. Fixation 500, four times 500, delay 450 to 550, decision 500 ms at
 * dt 100.
 *
 * Inputs: fixation cue (until the decision); for each of four places which of ten shapes is there. A shape appears every 500 ms, at a
 * place drawn at random, and stays to the end of the last one. Classes: fixate, first, second. Shapes of equal odds are drawn again.
 *
 * @source Yang & Shadlen 2007 (doi 10.1038/nature05852); the form of neurogym.
 */
export function probabilisticReasoning({
  original = false,
  ...settings
}: ProbabilisticReasoningOptions = {}): DefinedTask {
  const evidence = (shapes: readonly number[]) => shapes.reduce((sum, shape) => sum + weights[shape], 0);
  return defineTask<{ likelier: number; shapes: string; places: string; choice: number }>(
    {
      name: 'probabilistic-reasoning',
      source: 'Yang & Shadlen 2007',
      dtMs: 100,
      inputs: {
        fixation: 1,
        place1: weights.length,
        place2: weights.length,
        place3: weights.length,
        place4: weights.length,
      },
      outputs: ['fixate', 'first', 'second'],
      conditions: factors({ likelier: [0, 1], shapes: ['0 0 0 0'], places: ['0 1 2 3'], choice: [0] }),
      draw({ likelier }, rng) {
        const draw = (): number[] => {
          const shapes = places.map(() => rng.integer(weights.length));
          const odds = evidence(shapes);
          return Math.abs(odds) < 1e-9 || Number(odds > 0) !== likelier ? draw() : shapes;
        };
        const shapes = draw();
        const probability = 1 / (1 + 10 ** -evidence(shapes));
        const choice = original ? Number(rng.uniform() < probability) : likelier;
        return { likelier, shapes: shapes.join(' '), places: permutation(rng, SHOWN).join(' '), choice };
      },
      periods: {
        fixation: 500,
        ...Object.fromEntries(places.map((k) => [`stimulus${k + 1}`, 500])),
        delay: uniform(450, 550),
        decision: 500,
      },
      chance: 0.5,
      trial(trial, { shapes, places: order, choice }) {
        const [shown, where] = [shapes, order].map((list) => list.split(' ').map(Number));
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        for (const k of places) {
          const seen = oneHot(weights.length, shown[k]);
          trial.showSteps(`place${where[k] + 1}`, trial.span(`stimulus${k + 1}`)[0], trial.span('delay')[0], seen);
        }
        trial.target('decision', choice + 1);
      },
      answer(reader) {
        const shapes = places.map((k) => reader.during(`place${k + 1}`, `stimulus${SHOWN}`).indexOf(1));
        return original ? Number.NaN : evidence(shapes) > 0 ? 2 : 1;
      },
    },
    settings,
  );
}
