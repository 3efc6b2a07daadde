import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  pulse,
  type TaskSettings,
} from '../definition/index.js';

const BINS = 6;
const bins = indices(BINS);

/**
 * Counting pulses: which side had more of them? Fixation 500, six times a cue of 10 and a gap of 240, decision 500 ms at dt 10.
 *
 * Inputs: fixation cue (until the decision), pulses on the left, on the right: in each cue one on either side with probability 0.7
 * on the better and 0.3 on the other side. Equal counts are settled by a coin. Classes: fixate, left, right. No noise.
 *
 * @source Scott, Constantinople, Erlich, Tank & Brody 2015 (doi 10.7554/eLife.11308); the form of neurogym.
 */
export function pulseDecisionMaking(settings: TaskSettings = {}): DefinedTask {
  return defineTask<{ betterSide: number; answer: number; left: string; right: string }>(
    {
      name: 'pulse-decision-making',
      source: 'Scott et al. 2015',
      dtMs: 10,
      inputs: { fixation: 1, pulses: 2 },
      outputs: ['fixate', 'left', 'right'],
      conditions: factors({ betterSide: [0, 1], answer: [0], left: [''], right: [''] }),
      draw({ betterSide }, rng) {
        const side = (one: number) =>
          bins.map(() => (rng.uniform() < (one === betterSide ? 0.7 : 0.3) ? '1' : '0')).join('');
        const [left, right] = [side(0), side(1)];
        const [l, r] = [left, right].map((pulses) => pulses.split('1').length);
        const coin = rng.integer(2);
        return { betterSide, answer: l === r ? coin : l > r ? 0 : 1, left, right };
      },
      periods: {
        fixation: 500,
        ...Object.fromEntries(
          bins.flatMap((k) => [
            [`cue${k + 1}`, pulse(10)],
            [`gap${k + 1}`, 240],
          ]),
        ),
        decision: 500,
      },
      event: 'cue1',
      chance: 0.5,
      trial(trial, { answer, left, right }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        for (const k of bins) trial.show('pulses', `cue${k + 1}`, [Number(left[k]), Number(right[k])]);
        trial.target('decision', answer + 1);
      },
      answer(reader) {
        const pulses = bins.map((k) => reader.during('pulses', `cue${k + 1}`));
        return clearPeakOf(pulses.reduce((sums, pair) => sums.map((sum, side) => sum + pair[side]))) + 1;
      },
    },
    settings,
  );
}
