import { FileFormatError, type Recording } from '@lrsim/core';
import { checkRecording } from '../check-recording.js';
import { conditionsFirst } from '../conditions-first.js';
import { readNpy } from '../formats/read-npy.js';
import { manteConditionLabel, manteConditions } from './conditions.js';

/** Samples of 1 ms in a bin, bins from 100 ms after the onset of the dots on. */
const [FIRST_MS, BIN_MS, BINS] = [100, 15, 50];

/**
 * The recording from the file that the authors of the comparison prepared, neuralforRNN.npy: [units, 50 bins, 72 conditions], spikes per
 * bin of 1 ms averaged over 15 of them, conditions in the order of `manteConditions('choice')`. Rates become Hz.
 *
 * @throws FileFormatError for a damaged file, or one of another shape.
 * @source Liu, Yang & Cueva 2025; written from the description of the file (727 units), which could not be had to check it on.
 */
export function mantePrepared(bytes: Uint8Array, name = 'neuralforRNN.npy'): Recording {
  const array = readNpy(bytes, name);
  const conditions = manteConditions('choice');
  const [units, bins, count] = array.shape;
  if (array.shape.length !== 3 || bins !== BINS || count !== conditions.length)
    throw new FileFormatError(
      `mantePrepared: ${name} has the shape [${array.shape.join(', ')}]; expected [units, ${BINS}, ${conditions.length}]`,
    );
  const recording: Recording = {
    name: 'Mante 2013',
    rates: conditionsFirst(array, 1000),
    timeMs: Float64Array.from({ length: BINS }, (_, bin) => FIRST_MS + bin * BIN_MS + (BIN_MS - 1) / 2),
    event: 'stimulus onset',
    units: Array.from({ length: units }, (_, i) => `unit ${i + 1}`),
    conditions: conditions.map(manteConditionLabel),
    behaviour: {},
    provenance: {
      licence: 'none stated by the authors: cite, do not redistribute',
      citation:
        'Mante V, Sussillo D, Shenoy KV, Newsome WT (2013) Context-dependent computation by recurrent dynamics in prefrontal cortex. Nature 503:78-84. doi:10.1038/nature12742; prepared by Liu, Yang & Cueva (2025)',
      source: name,
      simulated: false,
    },
  };
  checkRecording(recording, 'mantePrepared');
  return recording;
}
