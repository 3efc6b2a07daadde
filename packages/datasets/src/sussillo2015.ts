import { FileFormatError, type Recording } from '@lrsim/core';
import { checkRecording } from './check-recording.js';
import { conditionsFirst } from './conditions-first.js';
import { readMatlab } from './formats/read-matlab.js';
import type { MatlabNumeric } from './types.js';

/** First time of the file and its step, relative to movement onset (ms). */
const [FIRST_MS, STEP_MS, TIMES, CONDITIONS] = [-1550, 10, 196, 27];

/**
 * The recording of Sussillo et al. 2015 from a user's own copy of neuralforRNN_Sussillo2015.mat, which is not published: its one array of
 * rank 3, [units, 196 times, 27 conditions], -1550 to 400 ms around movement onset in steps of 10 ms.
 *
 * @throws FileFormatError for a damaged file, or one without one such array.
 * @source doi 10.1038/nn.4042. Written from the description of the file, which could not be had to check it on.
 */
export function sussillo2015(bytes: Uint8Array, name = 'neuralforRNN_Sussillo2015.mat'): Recording {
  const arrays = Object.entries(readMatlab(bytes, name)).filter(
    (entry): entry is [string, MatlabNumeric] => entry[1].kind === 'numeric' && entry[1].shape.length === 3,
  );
  if (arrays.length !== 1)
    throw new FileFormatError(
      `sussillo2015: ${name} has ${arrays.length} arrays of rank 3; expected one, [units, ${TIMES} times, ${CONDITIONS} conditions]`,
    );
  const [[variable, { data, shape }]] = arrays;
  const [units, times, conditions] = shape;
  if (times !== TIMES || conditions !== CONDITIONS)
    throw new FileFormatError(
      `sussillo2015: ${name}, ${variable}, has the shape [${shape.join(', ')}]; expected [units, ${TIMES}, ${CONDITIONS}]`,
    );
  const recording: Recording = {
    name: 'Sussillo 2015',
    rates: conditionsFirst({ data, shape }),
    timeMs: Float64Array.from({ length: times }, (_, i) => FIRST_MS + STEP_MS * i),
    event: 'movement onset',
    units: Array.from({ length: units }, (_, i) => `unit ${i + 1}`),
    conditions: Array.from({ length: conditions }, (_, i) => `reach ${i + 1}`),
    behaviour: {},
    provenance: {
      licence: 'not published: from its authors on request',
      citation:
        'Sussillo D, Churchland MM, Kaufman MT, Shenoy KV (2015) A neural network that finds a naturalistic solution for the production of muscle activity. Nat Neurosci 18:1025-1033. doi:10.1038/nn.4042',
      source: name,
      simulated: false,
    },
  };
  checkRecording(recording, 'sussillo2015');
  return recording;
}
