import { choices } from '../definition/class-names.js';
import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  evidenceRing,
  factors,
  indices,
  ringAngles,
  type TaskSettings,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of the perceptual decision. */
export interface PerceptualDecisionOptions extends TaskSettings {
  /** Directions to choose from, at even angles (default 2). */
  readonly directions?: number;
  /** Coherences of the dots (%); 0 leaves the answer to chance (default 0, 6.4, 12.8, 25.6, 51.2). */
  readonly coherences?: readonly number[];
  /** True for a fixation cue that ends when the stimulus begins, as neurogym has it (default false: it lasts until the decision). */
  readonly original?: boolean;
}

/**
 * Random-dot motion: say in which of some directions most dots moved. Fixation 100, stimulus 2000, decision 100 ms at dt 100.
 *
 * Inputs: fixation cue; for each direction its evidence, 0.5 + coherence / 200 cos(difference), with noise of sigma 1. Classes: 0
 * fixate, then one for each direction.
 *
 * @source Britten, Shadlen, Newsome & Movshon 1992 (doi 10.1523/JNEUROSCI.12-12-04745.1992); the form of neurogym.
 */
export function perceptualDecisionMaking({
  directions = 2,
  coherences = [0, 6.4, 12.8, 25.6, 51.2],
  original = false,
  ...settings
}: PerceptualDecisionOptions = {}): DefinedTask {
  checkCoherences('perceptualDecisionMaking', coherences);
  const rings = ringAngles(directions).map((angle) => coherences.map((one) => evidenceRing(directions, angle, one)));
  return defineTask(
    {
      name: 'perceptual-decision-making',
      source: 'Britten et al. 1992',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: directions },
      outputs: choices(directions),
      conditions: factors({ direction: indices(directions), coherence: coherences }),
      periods: { fixation: 100, stimulus: 2000, decision: 100 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 1 / directions,
      trial(trial, { direction, coherence }) {
        trial.show('fixation', original ? 'fixation' : ['fixation', 'stimulus'], 1);
        trial.show('stimulus', 'stimulus', rings[direction][coherences.indexOf(coherence)]);
        trial.target('decision', direction + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1;
      },
    },
    settings,
  );
}
