import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/**
 * Were two symbols, a delay apart, the same? In steps: 1 of waiting, stimulus 3, delay 10, stimulus 3, delay 10, report 3. The report
 * counts 1, every other step 0.1.
 *
 * Inputs: symbol A, symbol B. Classes: none, same, different.
 *
 * @source Marschall, Cho & Savin 2020 (jmlr 21, 19-562), their code's defaults.
 */
export function delayedMatchNonMatch(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'delayed-match-non-match',
      source: 'Marschall et al. 2020',
      dtMs: 1,
      inputs: { symbol: 2 },
      outputs: ['none', 'same', 'different'],
      conditions: factors({ first: [0, 1], second: [0, 1] }),
      periods: { fixation: 1, stimulus1: 3, delay1: 10, stimulus2: 3, delay2: 10, report: 3 },
      chance: 0.5,
      trial(trial, { first, second }) {
        trial.weighSteps(0, trial.span('report')[0], 0.1);
        trial.show('symbol', 'stimulus1', [1 - first, first]);
        trial.show('symbol', 'stimulus2', [1 - second, second]);
        trial.target('report', first === second ? 1 : 2);
      },
      answer: (reader) => (reader.during('symbol', 'stimulus1')[0] === reader.during('symbol', 'stimulus2')[0] ? 1 : 2),
    },
    settings,
  );
}
