import { hatsopoulos2007, hatsopoulosFiles } from './hatsopoulos2007.js';
import { mante2013, manteFiles } from './mante2013/mante2013.js';
import { simulatedRecording } from './simulated/simulated-recording.js';
import type { Dataset } from './types.js';

const all: readonly Dataset[] = [
  {
    name: 'simulated',
    title: 'centre-out reaches of a simulated motor cortex of known geometry',
    needsFiles: false,
    expects: 'no files',
    filesAmong: () => [],
    load: () => simulatedRecording(),
  },
  {
    name: 'hatsopoulos2007',
    title: 'centre-out reaches, motor cortex (Hatsopoulos et al. 2007)',
    needsFiles: true,
    expects: 'firing_rate.npy, shoulderangle.npy and the other arrays of the recording, or one .npz of them',
    filesAmong: (names) => (isSingle(names, /\.npz$/i) ? names : hatsopoulosFiles(names)),
    load: hatsopoulos2007,
  },
  {
    name: 'mante2013',
    title: 'context-dependent decisions, prefrontal cortex (Mante et al. 2013)',
    needsFiles: true,
    expects: 'one .mat file per unit, <session>_Vstim_100_850_ms.mat',
    filesAmong: manteFiles,
    load: (files) => mante2013(files).recording,
  },
];

const isSingle = (names: readonly string[], kind: RegExp) => names.length === 1 && kind.test(names[0]);

/** The datasets by name. */
export const datasets: Readonly<Record<string, Dataset>> = Object.fromEntries(
  all.map((dataset) => [dataset.name, dataset]),
);
