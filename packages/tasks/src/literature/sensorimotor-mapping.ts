import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/**
 * Map a stimulus of either sign to one of two reports after a delay, in steps: 1 of waiting, stimulus 3, delay 16, report 3.
 *
 * Inputs: the stimulus, +1 or -1; a flag in the report. Outputs: (1, 0) or (0, 1) in the report, (0.5, 0.5) otherwise.
 *
 * @source Marschall, Cho & Savin 2020 (jmlr 21, 19-562), their code's defaults.
 */
export function sensorimotorMapping(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'sensorimotor-mapping',
      source: 'Marschall et al. 2020',
      dtMs: 1,
      inputs: { stimulus: 1, report: 1 },
      outputs: 2,
      conditions: [{ stimulus: 1 }, { stimulus: -1 }],
      periods: { fixation: 1, stimulus: 3, delay: 16, report: 3 },
      trial(trial, { stimulus }) {
        trial.show('stimulus', 'stimulus', stimulus);
        trial.show('report', 'report', 1);
        trial.target(['fixation', 'stimulus', 'delay'], 0.5);
        trial.target('report', stimulus > 0 ? [1, 0] : [0, 1]);
      },
    },
    settings,
  );
}
