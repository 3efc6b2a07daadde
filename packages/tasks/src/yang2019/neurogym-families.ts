import type { Rng } from '@lrsim/core';
import { type Duration, factors, indices, oneOf, uniform } from '../definition/index.js';

/** A bump of a strength at a unit of a ring of 16, during one period. */
export interface RingBump {
  readonly ring: 1 | 2;
  readonly unit: number;
  readonly strength: number;
  readonly period: string;
}

/** What is shown in a trial, and the unit to respond at; -1 for none. */
export interface RingTrial {
  readonly bumps: readonly RingBump[];
  readonly choice: number;
}

export interface RingFamily {
  readonly periods: Readonly<Record<string, Duration>>;
  /** Periods with noise on the rings. */
  readonly noisy: readonly string[];
  /** The unit to respond at (`choice`), or whether the test matches (`match`) and its unit (`test`). */
  readonly conditions: readonly Readonly<Record<string, number>>[];
  /** @param original - with categories as neurogym has them. */
  readonly draw: (rng: Rng, condition: Readonly<Record<string, number>>, original: boolean) => RingTrial;
}

/** Units of a ring. */
export const UNITS = 16;
const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.integer(list.length)];
const choiceConditions = () => factors({ choice: indices(UNITS) });
const opposite = (unit: number) => (unit + UNITS / 2) % UNITS;

const reach = (periods: Readonly<Record<string, Duration>>, period: string, anti: boolean): RingFamily => ({
  periods,
  noisy: [],
  conditions: choiceConditions(),
  draw(rng, { choice }) {
    const ring = pick(rng, [1, 2] as const);
    return { bumps: [{ ring, unit: anti ? opposite(choice) : choice, strength: 1, period }], choice };
  },
});
const go = { fixation: 500, stimulus: 500, delay: 0, decision: 500 };
const react = { fixation: 500, decision: 500 };
const delayedGo = { fixation: 500, stimulus: 500, delay: 500, decision: 500 };

/** The weights with which the strengths on the two rings are summed up. */
type Weights = readonly [ring1: 0 | 1, ring2: 0 | 1];

/** Two different units, and on each ring that is shown a strength for either: the larger sum at the unit to choose. */
function compare(
  rng: Rng,
  choice: number,
  shown: Weights,
  weights: Weights,
  strengths: () => readonly [number, number],
) {
  const other = (choice + 1 + rng.integer(UNITS - 1)) % UNITS;
  const rings = ([1, 2] as const).filter((ring) => shown[ring - 1] === 1);
  const draw = (): { ring: 1 | 2; pair: readonly [number, number] }[] => {
    const drawn = rings.map((ring) => ({ ring, pair: strengths() }));
    return Math.abs(lead(drawn)) < 1e-9 ? draw() : drawn;
  };
  const lead = (drawn: readonly { ring: 1 | 2; pair: readonly [number, number] }[]) =>
    drawn.reduce((sum, { ring, pair }) => sum + weights[ring - 1] * (pair[0] - pair[1]), 0);
  const drawn = draw();
  return { units: lead(drawn) > 0 ? [choice, other] : [other, choice], drawn };
}

const decide = (shown: Weights, weights: Weights, stimulus: Duration = 500): RingFamily => ({
  periods: { fixation: uniform(200, 500), stimulus, decision: 200 },
  noisy: ['stimulus'],
  conditions: choiceConditions(),
  draw(rng, { choice }) {
    const coherence = () => {
      const half = (pick(rng, [0.08, 0.16, 0.32, 0.64]) * pick(rng, [-1, 1])) / 2;
      return [0.5 + half, 0.5 - half] as const;
    };
    const { units, drawn } = compare(rng, choice, shown, weights, coherence);
    const bumps = drawn.flatMap(({ ring, pair }) =>
      pair.map((strength, k) => ({ ring, unit: units[k], strength, period: 'stimulus' })),
    );
    return { bumps, choice };
  },
});

const decideApart = (shown: Weights, weights: Weights): RingFamily => ({
  periods: { fixation: uniform(200, 500), stimulus1: 500, delay: 1000, stimulus2: 500, decision: 200 },
  noisy: ['stimulus1', 'stimulus2'],
  conditions: choiceConditions(),
  draw(rng, { choice }) {
    const different = () => {
      const levels = [0.3, 0.6, 1];
      const first = rng.integer(3);
      return [levels[first], levels[(first + 1 + rng.integer(2)) % 3]] as const;
    };
    const { units, drawn } = compare(rng, choice, shown, weights, different);
    const bumps = drawn.flatMap(({ ring, pair }) =>
      pair.map((strength, k) => ({ ring, unit: units[k], strength, period: `stimulus${k + 1}` })),
    );
    return { bumps, choice };
  },
});

const match = (category: boolean, respondOnMatch: boolean): RingFamily => ({
  periods: { fixation: 300, sample: 500, delay: 1000, test: 500, decision: 900 },
  noisy: ['sample', 'test'],
  conditions: factors({ match: [0, 1], test: indices(UNITS) }),
  draw(rng, { match, test }, original) {
    const matches = match === 1;
    // Units below the middle are one category, as sample and as test; in neurogym the one in the middle is among them as a sample only.
    const isLater = (unit: number) => unit >= UNITS / 2;
    const isLaterSample = (unit: number) => (original ? unit > UNITS / 2 : isLater(unit));
    const ofCategory = () =>
      pick(
        rng,
        indices(UNITS).filter((unit) => (isLaterSample(unit) === isLater(test)) === matches),
      );
    // What does not match is opposite.
    const sample = category ? ofCategory() : matches ? test : opposite(test);
    const bump = (unit: number, period: string): RingBump => ({
      ring: pick(rng, [1, 2] as const),
      unit,
      strength: 1,
      period,
    });
    return { bumps: [bump(sample, 'sample'), bump(test, 'test')], choice: matches === respondOnMatch ? test : -1 };
  },
});

/** The 20 tasks as neurogym has them, by its names. */
export const ringFamilies = {
  go: reach(go, 'stimulus', false),
  rtgo: reach(react, 'decision', false),
  dlygo: reach(delayedGo, 'stimulus', false),
  anti: reach(go, 'stimulus', true),
  rtanti: reach(react, 'decision', true),
  dlyanti: reach(delayedGo, 'stimulus', true),
  dm1: decide([1, 0], [1, 0], oneOf([200, 400, 600])),
  dm2: decide([0, 1], [0, 1]),
  ctxdm1: decide([1, 1], [1, 0]),
  ctxdm2: decide([1, 1], [0, 1]),
  multidm: decide([1, 1], [1, 1]),
  dlydm1: decideApart([1, 0], [1, 0]),
  dlydm2: decideApart([0, 1], [0, 1]),
  ctxdlydm1: decideApart([1, 1], [1, 0]),
  ctxdlydm2: decideApart([1, 1], [0, 1]),
  multidlydm: decideApart([1, 1], [1, 1]),
  dms: match(false, true),
  dnms: match(false, false),
  dmc: match(true, true),
  dnmc: match(true, false),
} as const satisfies Readonly<Record<string, RingFamily>>;

export type RingTaskName = keyof typeof ringFamilies;

/** The names of the 20 tasks in neurogym. */
export const ringNames = Object.keys(ringFamilies) as RingTaskName[];
