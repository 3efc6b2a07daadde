import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, indices, oneHot, type TaskSettings } from '../definition/index.js';

/** Options of delayed recall. */
export interface CopyOptions extends TaskSettings {
  /** Symbols to remember (default 5). */
  readonly length?: number;
  /** Different symbols (default 8). */
  readonly alphabet?: number;
  /** Blank steps between the last symbol and the go cue (default 20). */
  readonly delay?: number;
}

/**
 * Copy: a sequence of symbols, a delay, and after a go cue the same sequence. A step is 1; only the recall counts, with a chance
 * cross-entropy of log(alphabet).
 *
 * Inputs: one channel for each symbol, a go cue at the first step of the recall. Classes: blank, and each symbol.
 *
 * @source Hochreiter & Schmidhuber 1997 (doi 10.1162/neco.1997.9.8.1735); Graves, Wayne & Danihelka 2014 (arXiv 1410.5401).
 */
export function copy({ length = 5, alphabet = 8, delay = 20, ...settings }: CopyOptions = {}): DefinedTask {
  checkInteger('copy', 'length', length);
  checkInteger('copy', 'alphabet', alphabet, 2);
  checkInteger('copy', 'delay', delay, 0);
  const places = indices(length);
  const recalls = places.map((k) => `recall${k + 1}`);
  const steps = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  return defineTask<{ symbols: string }>(
    {
      name: 'copy',
      source: 'Hochreiter & Schmidhuber 1997',
      dtMs: 1,
      inputs: { symbol: alphabet, go: 1 },
      outputs: ['blank', ...indices(alphabet).map((k) => `symbol ${k + 1}`)],
      conditions: [{ symbols: places.map(() => 0).join(' ') }],
      draw: (_, rng) => ({ symbols: places.map(() => rng.integer(alphabet)).join(' ') }),
      periods: { ...steps(places.map((k) => `symbol${k + 1}`)), delay, ...steps(recalls) },
      response: recalls,
      event: 'delay',
      chance: alphabet ** -length,
      trial(trial, { symbols }) {
        const shown = symbols.split(' ').map(Number);
        trial.weighSteps(0, trial.span('recall1')[0], 0);
        trial.show('go', 'recall1', 1);
        for (const k of places) {
          trial.show('symbol', `symbol${k + 1}`, oneHot(alphabet, shown[k]));
          trial.target(recalls[k], shown[k] + 1);
        }
      },
      answer: (reader) => places.map((k) => reader.during('symbol', `symbol${k + 1}`).indexOf(1) + 1),
    },
    settings,
  );
}
