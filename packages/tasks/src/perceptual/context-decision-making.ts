import { choices } from '../definition/class-names.js';
import {
  type DefinedTask,
  defineTask,
  evidenceRing,
  factors,
  indices,
  peakOf,
  ringAngles,
  type TaskSettings,
  truncatedExponential,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of the context-dependent decision. */
export interface ContextDecisionMakingOptions extends TaskSettings {
  /** Directions to choose from (default 2). */
  readonly directions?: number;
  /** Coherences of either modality (%) (default 5, 15, 50). */
  readonly coherences?: readonly number[];
  /** True for a fixation cue that ends when the stimulus begins, as neurogym has it (default false: it lasts until the decision). */
  readonly original?: boolean;
}

/**
 * Two stimuli, and a context that says which of them to report. Fixation 300, stimulus 750, delay 300 to 3000, decision 100 ms at
 * dt 100. `contextDecision` is the task in the form of Liu et al. 2025.
 *
 * Inputs: fixation cue; evidence of modality 1 and of modality 2 for each direction, with noise of sigma 1; two context channels,
 * one of them on throughout. Classes: fixate, and each direction.
 *
 * @source Mante, Sussillo, Shenoy & Newsome 2013 (doi 10.1038/nature12742); the form of neurogym.
 */
export function contextDecisionMaking({
  directions = 2,
  coherences = [5, 15, 50],
  original = false,
  ...settings
}: ContextDecisionMakingOptions = {}): DefinedTask {
  checkCoherences('contextDecisionMaking', coherences);
  const rings = ringAngles(directions).map((angle) => coherences.map((one) => evidenceRing(directions, angle, one)));
  const ring = (direction: number, coherence: number) => rings[direction][coherences.indexOf(coherence)];
  return defineTask(
    {
      name: 'context-decision-making',
      source: 'Mante et al. 2013',
      dtMs: 100,
      inputs: { fixation: 1, modality1: directions, modality2: directions, context: 2 },
      outputs: choices(directions),
      conditions: factors({
        context: [0, 1],
        direction1: indices(directions),
        direction2: indices(directions),
        coherence1: coherences,
        coherence2: coherences,
      }),
      periods: { fixation: 300, stimulus: 750, delay: truncatedExponential(600, 300, 3000), decision: 100 },
      noise: { sigma: 1, channels: ['modality1', 'modality2'], periods: ['stimulus'] },
      chance: 1 / directions,
      trial(trial, { context, direction1, direction2, coherence1, coherence2 }) {
        trial.show('fixation', original ? 'fixation' : ['fixation', 'stimulus', 'delay'], 1);
        trial.show('modality1', 'stimulus', ring(direction1, coherence1));
        trial.show('modality2', 'stimulus', ring(direction2, coherence2));
        trial.show('context', ['fixation', 'stimulus', 'delay', 'decision'], [1 - context, context]);
        trial.target('decision', (context === 0 ? direction1 : direction2) + 1);
      },
      answer(reader) {
        const attended = reader.during('context', 'stimulus')[0] === 1 ? 'modality1' : 'modality2';
        return peakOf(reader.during(attended, 'stimulus')) + 1;
      },
    },
    settings,
  );
}
