import { FileFormatError, type Recording } from '@lrsim/core';
import { hatsopoulosPrepared } from './hatsopoulos-prepared.js';
import { hatsopoulos2007, hatsopoulosFiles } from './hatsopoulos2007.js';
import { mantePrepared } from './mante2013/mante-prepared.js';
import { mante2013, manteFiles } from './mante2013/mante2013.js';
import { simulatedRecording } from './simulated/simulated-recording.js';
import { sussillo2015 } from './sussillo2015.js';
import type { DataFiles, Dataset } from './types.js';

/** The files of that recording, which are .mat as those of other recordings are. */
const SUSSILLO = /^(neuralforRNN|EMGforRNN)_Sussillo2015\.mat$/i;

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
    name: 'hatsopoulos2007-prepared',
    title: 'the same reaches, as the authors of the comparison prepared them',
    needsFiles: true,
    expects: 'data_output_aligntomovementonset_minT-800_maxT400_FRsmoothSD25ms.npy, a pickled dictionary',
    filesAmong: (names) => names.filter((name) => /^data_output_aligntomovementonset.*\.npy$/i.test(name)).slice(0, 1),
    load: (files) => onlyFile(files, hatsopoulosPrepared),
  },
  {
    name: 'sussillo2015',
    title: 'maze reaches, motor and premotor cortex (Sussillo et al. 2015), from your own copy',
    needsFiles: true,
    expects: 'neuralforRNN_Sussillo2015.mat',
    filesAmong: (names) => names.filter((name) => /^neuralforRNN/i.test(name) && SUSSILLO.test(name)),
    load: (files) => onlyFile(files, sussillo2015),
  },
  {
    name: 'mante2013-prepared',
    title: 'the decisions of Mante et al. 2013, as the authors of the comparison prepared them',
    needsFiles: true,
    expects: 'neuralforRNN.npy',
    filesAmong: (names) => names.filter((name) => /^neuralforRNN\.npy$/i.test(name)),
    load: (files) => onlyFile(files, mantePrepared),
  },
  {
    name: 'mante2013',
    title: 'context-dependent decisions, prefrontal cortex (Mante et al. 2013)',
    needsFiles: true,
    expects: 'one .mat file per unit, <session>_Vstim_100_850_ms.mat',
    filesAmong: (names) => manteFiles(names.filter((name) => !SUSSILLO.test(name))),
    load: (files) => mante2013(files).recording,
  },
];

function onlyFile(files: DataFiles, read: (bytes: Uint8Array, name: string) => Recording): Recording {
  const [first] = files;
  if (!first) throw new FileFormatError('datasets: there is no file; expected one');
  return read(first[1], first[0]);
}

const isSingle = (names: readonly string[], kind: RegExp) => names.length === 1 && kind.test(names[0]);

/** The datasets by name. */
export const datasets: Readonly<Record<string, Dataset>> = Object.fromEntries(
  all.map((dataset) => [dataset.name, dataset]),
);
