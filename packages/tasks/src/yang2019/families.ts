import type { Rng } from '@lrsim/core';
import { type Duration, factors, indices, oneOf, uniform } from '../definition/index.js';
import type { YangName } from './names.js';

/** A stimulus at an angle on one of the two rings, from the start of a period to the end of another. */
export interface YangStimulus {
  readonly ring: 1 | 2;
  readonly angle: number;
  readonly strength: number;
  readonly from: string;
  readonly to: string;
}

/** What happens in one trial. */
export interface YangTrial {
  readonly stimuli: readonly YangStimulus[];
  /** Where to respond (rad); undefined where the response is to be withheld. */
  readonly response: number | undefined;
}

/** Tasks that share a schedule. The response is due in the last period. */
export interface YangFamily {
  readonly periods: Readonly<Record<string, Duration>>;
  /** Whether the fixation input stays on after the go. */
  readonly fixationStays: boolean;
  /** The eighth of the circle to respond to (`direction`), or whether the second stimulus matches (`match`) and where it is (`second`). */
  readonly conditions: readonly YangCondition[];
  readonly draw: (rng: Rng, condition: YangCondition) => YangTrial;
}

export type YangCondition = Readonly<Record<string, number>>;

const TURN = 2 * Math.PI;
const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.integer(list.length)];
const ringOf = (rng: Rng) => pick(rng, [1, 2] as const);
const WINDOW = 500;
const EIGHTHS = 8;
/** Anywhere in an eighth of the circle. */
const within = (rng: Rng, eighth: number) => (TURN * (eighth + rng.uniform())) / EIGHTHS;
const directions = () => factors({ direction: indices(EIGHTHS) });

const reach = (
  periods: Readonly<Record<string, Duration>>,
  [from, to]: readonly [string, string],
  anti: boolean,
  fixationStays: boolean,
): YangFamily => ({
  periods,
  fixationStays,
  conditions: directions(),
  draw(rng, { direction }) {
    const response = within(rng, direction);
    const angle = anti ? (response + Math.PI) % TURN : response;
    return { stimuli: [{ ring: ringOf(rng), angle, strength: 1, from, to }], response };
  },
});

const go = { before: uniform(300, 700), stimulus: uniform(500, 1500), response: WINDOW };
const react = { before: uniform(500, 2500), response: WINDOW };
const delayed = {
  before: oneOf([300, 500, 700]),
  stimulus: oneOf([200, 400, 600]),
  delay: oneOf([200, 400, 800, 1600]),
  response: WINDOW,
};

/** How the strengths of two stimuli are spread over the rings, and which rings decide. */
type Rings = 'ring 1' | 'ring 2' | 'attend 1' | 'attend 2' | 'both';

/** Strengths of the first and the second stimulus on each ring that shows them. */
function strengths(rng: Rng, rings: Rings, coherences: readonly number[]): Map<1 | 2, readonly [number, number]> {
  const pair = (): [number, number] => {
    const [mean, signed] = [0.8 + 0.4 * rng.uniform(), pick(rng, coherences) * pick(rng, [-1, 1])];
    return [mean + signed, mean - signed];
  };
  if (rings === 'ring 1') return new Map([[1, pair()]]);
  if (rings === 'ring 2') return new Map([[2, pair()]]);
  if (rings !== 'both')
    return new Map([
      [1, pair()],
      [2, pair()],
    ] as const);
  // A common draw, each strength split between the rings.
  const common = pair();
  const shares = common.map((strength) => ((0.2 + 0.6 * rng.uniform()) * pick(rng, [-1, 1]) * strength) / 2);
  return new Map([
    [1, [common[0] + shares[0], common[1] + shares[1]]],
    [2, [common[0] - shares[0], common[1] - shares[1]]],
  ] as const);
}

function decide(
  rings: Rings,
  periods: Readonly<Record<string, Duration>>,
  coherences: readonly number[],
  shownIn: readonly [string, string],
): YangFamily {
  return {
    periods,
    fixationStays: false,
    conditions: directions(),
    draw(rng, { direction }) {
      const response = within(rng, direction);
      const other = (response + Math.PI * (0.5 + rng.uniform())) % TURN;
      const shown = strengths(rng, rings, coherences);
      const counted = rings === 'attend 1' ? [1] : rings === 'attend 2' ? [2] : [1, 2];
      const total = (k: 0 | 1) => counted.reduce((sum, ring) => sum + (shown.get(ring as 1 | 2)?.[k] ?? 0), 0);
      const angles = total(0) > total(1) ? [response, other] : [other, response];
      const stimuli = [...shown].flatMap(([ring, pair]) =>
        pair.map((strength, k) => ({ ring, angle: angles[k], strength, from: shownIn[k], to: shownIn[k] })),
      );
      return { stimuli, response };
    },
  };
}

const together = { before: uniform(100, 400), stimulus: oneOf([400, 800, 1600]), response: WINDOW };
const apart = {
  before: oneOf([200, 400, 600]),
  stimulus1: oneOf([200, 400, 600]),
  gap: oneOf([200, 400, 800, 1600]),
  stimulus2: oneOf([200, 400, 600]),
  after: uniform(100, 300),
  response: WINDOW,
};
const decideTogether = (rings: Rings) => decide(rings, together, [0.01, 0.02, 0.04, 0.08], ['stimulus', 'stimulus']);
const decideApart = (rings: Rings) => decide(rings, apart, [0.08, 0.16, 0.32], ['stimulus1', 'stimulus2']);

/** Angles of the categories: (.1, .3, ... 1.9) pi, of which the first five are one category. */
const categoryAngles = Array.from({ length: 10 }, (_, k) => (0.1 + 0.2 * k) * Math.PI);

function match(category: boolean, respondOnMatch: boolean): YangFamily {
  return {
    periods: {
      before: oneOf([200, 400, 600]),
      stimulus1: oneOf([200, 400, 600]),
      gap: oneOf([200, 400, 800, 1600]),
      response: category ? oneOf([200, 400, 600]) : WINDOW,
    },
    fixationStays: true,
    conditions: factors({ match: [0, 1], second: indices(category ? categoryAngles.length : EIGHTHS) }),
    draw(rng, condition) {
      const matches = condition.match === 1;
      const second = category ? categoryAngles[condition.second] : within(rng, condition.second);
      const sameHalf = (angle: number) => angle < Math.PI === second < Math.PI;
      const elsewhere = () => (second + Math.PI * (1 / 9 + (16 / 9) * rng.uniform())) % TURN;
      const ofCategory = () =>
        pick(
          rng,
          categoryAngles.filter((angle) => sameHalf(angle) === matches),
        );
      const first = category ? ofCategory() : matches ? second : elsewhere();
      return {
        stimuli: [
          { ring: ringOf(rng), angle: first, strength: 1, from: 'stimulus1', to: 'stimulus1' },
          { ring: ringOf(rng), angle: second, strength: 1, from: 'response', to: 'response' },
        ],
        response: matches === respondOnMatch ? second : undefined,
      };
    },
  };
}

/** What each of the 20 tasks is (Yang et al. 2019, supplementary tables, and the authors' published settings). */
export const yangFamilies: Readonly<Record<YangName, YangFamily>> = {
  fdgo: reach(go, ['stimulus', 'response'], false, false),
  reactgo: reach(react, ['response', 'response'], false, true),
  delaygo: reach(delayed, ['stimulus', 'stimulus'], false, false),
  fdanti: reach(go, ['stimulus', 'response'], true, false),
  reactanti: reach(react, ['response', 'response'], true, true),
  delayanti: reach(delayed, ['stimulus', 'stimulus'], true, false),
  dm1: decideTogether('ring 1'),
  dm2: decideTogether('ring 2'),
  contextdm1: decideTogether('attend 1'),
  contextdm2: decideTogether('attend 2'),
  multidm: decideTogether('both'),
  delaydm1: decideApart('ring 1'),
  delaydm2: decideApart('ring 2'),
  contextdelaydm1: decideApart('attend 1'),
  contextdelaydm2: decideApart('attend 2'),
  multidelaydm: decideApart('both'),
  dmsgo: match(false, true),
  dmsnogo: match(false, false),
  dmcgo: match(true, true),
  dmcnogo: match(true, false),
};
