import { FileFormatError, type NdArray, type Recording } from '@lrsim/core';
import { checkRecording } from './check-recording.js';
import { conditionsFirst } from './conditions-first.js';
import { fileProblem } from './formats/file-problem.js';
import { readNpy } from './formats/read-npy.js';
import { readNpz } from './formats/read-npz.js';
import type { DataFiles, NumericArray } from './types.js';

const RATES = 'firing_rate';
const TIME = 'time_ms';
/** Names in the files, and ours. */
const behaviourArrays = {
  shoulderAngle: 'shoulderangle',
  elbowAngle: 'elbowangle',
  handX: 'xhandposition',
  handY: 'yhandposition',
  handSpeedX: 'xhandspeed',
  handSpeedY: 'yhandspeed',
} as const;
/** The arrays that the recording cannot do without. */
export const hatsopoulosArrays: readonly string[] = [RATES, ...Object.values(behaviourArrays)];
const DIRECTIONS = 8;
/** The published time axis, for files that leave it out: -800 to 400 ms in steps of 10 ms. */
const publishedTimeMs = Float64Array.from({ length: 121 }, (_, i) => -800 + 10 * i);

/** Those of a folder's file names that the recording is made from. */
export function hatsopoulosFiles(names: readonly string[]): string[] {
  const arrays = [RATES, TIME, ...Object.values(behaviourArrays)].map((array) => `${array}.npy`);
  return names.includes(`${RATES}.npy`) ? arrays.filter((file) => names.includes(file)) : [];
}

/**
 * The reach recording of Hatsopoulos et al. 2007 as condition averages, from .npy files or one .npz of the same arrays.
 *
 * Arrays: firing_rate [unit, time, condition] (Hz; spikes smoothed with a Gaussian of SD 25 ms, averaged over trials);
 * shoulderangle, elbowangle, xhandposition, yhandposition, xhandspeed, yhandspeed [condition, time], each divided by
 * its largest absolute value; time_ms [time], -800 to 400 in steps of 10 where it is left out. Conditions are the reach
 * directions 0, 45 ... 315 deg, time 0 is movement onset.
 *
 * @param files - the files by name; others among them are ignored.
 * @throws FileFormatError for a missing, damaged or truncated file, or arrays whose shapes do not agree.
 */
export const hatsopoulos2007 = (files: DataFiles): Recording => recordingOfArrays(openArrays(files));

/** The recording from its arrays, however they are stored. */
export function recordingOfArrays(arrays: Arrays): Recording {
  const rates = arrays.get(RATES);
  const [units, steps, conditions] = rates.shape;
  if (rates.shape.length !== 3 || conditions !== DIRECTIONS)
    fileProblem(
      `hatsopoulos2007: ${RATES}`,
      `has the shape [${rates.shape.join(', ')}]; expected [unit, time, condition] with ${DIRECTIONS} conditions`,
    );
  const timeMs = arrays.has(TIME) ? Float64Array.from(arrays.get(TIME).data) : publishedTimeMs.slice();
  if (timeMs.length !== steps)
    fileProblem(`hatsopoulos2007: ${RATES}`, `has ${steps} time bins; expected ${timeMs.length}, as ${TIME} has`);
  const behaviour = Object.fromEntries(
    Object.entries(behaviourArrays).map(([name, array]) => [name, trace(arrays.get(array), array, conditions, steps)]),
  );
  const recording: Recording = {
    name: 'Hatsopoulos 2007',
    rates: conditionsFirst(rates),
    timeMs,
    event: 'movement onset',
    units: Array.from({ length: units }, (_, i) => `unit ${i + 1}`),
    conditions: Array.from({ length: DIRECTIONS }, (_, i) => `${i * 45} deg`),
    behaviour,
    provenance: {
      licence: 'CC0-1.0',
      citation:
        'Hatsopoulos NG, Xu Q, Amit Y (2007) Encoding of movement fragments in the motor cortex. J Neurosci 27:5105-5114; ' +
        'Suresh AK, Goodman JM, Okorokova EV, Kaufman M, Hatsopoulos NG, Bensmaia SJ (2020) Neural population dynamics in motor cortex are different for reach and grasp. eLife 9:e58848',
      source: 'Dryad, doi:10.5061/dryad.xsj3tx9cm',
      simulated: false,
    },
  };
  checkRecording(recording, 'hatsopoulos2007');
  return recording;
}

/** The arrays of the recording by name. */
export interface Arrays {
  has(array: string): boolean;
  get(array: string): NumericArray;
}

function openArrays(files: DataFiles): Arrays {
  const names = [...files.keys()];
  const npz = names.filter((name) => /\.npz$/i.test(name));
  const single = names.length === 1 && npz.length === 1 ? npz[0] : undefined;
  const archive = single === undefined ? undefined : readNpz(files.get(single) as Uint8Array, single);
  const present = archive
    ? [...archive.names]
    : names.filter((name) => name.endsWith('.npy')).map((name) => name.slice(0, -4));
  const missing = hatsopoulosArrays.filter((array) => !present.includes(array));
  if (missing.length > 0)
    throw new FileFormatError(
      `hatsopoulos2007: ${single === undefined ? 'the files lack' : `${single} lacks`} the arrays ${missing.join(', ')}; found ${present.join(', ') || 'none'}; ` +
        `expected ${hatsopoulosArrays.join(', ')} as .npy files or in one .npz`,
    );
  return {
    has: (array) => present.includes(array),
    get: (array) => archive?.array(array) ?? readNpy(files.get(`${array}.npy`) as Uint8Array, `${array}.npy`),
  };
}

function trace(array: NumericArray, name: string, conditions: number, steps: number): NdArray<Float64Array> {
  if (array.shape.join() !== `${conditions},${steps}`)
    fileProblem(
      `hatsopoulos2007: ${name}`,
      `has the shape [${array.shape.join(', ')}]; expected [${conditions}, ${steps}] as ${RATES} has`,
    );
  return { data: Float64Array.from(array.data), shape: array.shape };
}
