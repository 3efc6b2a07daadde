import { FileFormatError } from '@lrsim/core';
import {
  type RecordingFromTrials,
  type RecordingFromTrialsOptions,
  recordingFromSpikes,
  type UnitSpikes,
} from './recipe/index.js';
import type { MatlabValue } from './types.js';

/** What can be changed of how the raw reaches are averaged. */
export type HatsopoulosRawOptions = Partial<
  Pick<RecordingFromTrialsOptions, 'window' | 'smoothingMs' | 'minTrials' | 'minRateHz'>
>;

/** Reach directions in order of the cells (deg). */
const DIRECTIONS = 8;
/** Bins whose centres are the published times, -800 to 400 ms. */
const WINDOW = { event: 'movement_start', fromMs: -805, toMs: 405, binMs: 10 };

/**
 * The recording of Hatsopoulos et al. 2007 from its raw session file (Dataset 5 of Suresh et al. 2020, MATLAB v7.3): spikes around movement
 * onset in bins of 10 ms, Gaussian of 25 ms, averaged over the trials of each of eight directions. Units that never fire are left out.
 *
 * @param variables - of the file, as `readMatlab73` gives them: `spikes`, cells of spike times (s), and `stmv_cell`, times of movement onset
 *   (s) for each direction.
 * @throws FileFormatError where they are not those of this file.
 * @source doi 10.5061/dryad.xsj3tx9cm. Written from its description: the file itself could not be had to check it on.
 */
export async function hatsopoulosRaw(
  variables: Readonly<Record<string, MatlabValue>>,
  { window = WINDOW, smoothingMs = 25, minTrials = 1, minRateHz = Number.MIN_VALUE }: HatsopoulosRawOptions = {},
): Promise<RecordingFromTrials> {
  const onsets = cells(variables, 'stmv_cell').map((cell, k) => times(cell, `stmv_cell{${k + 1}}`));
  if (onsets.length !== DIRECTIONS)
    throw new FileFormatError(
      `hatsopoulosRaw: stmv_cell has ${onsets.length} cells; expected ${DIRECTIONS}, one for each direction`,
    );
  const trials = {
    [window.event]: onsets.flatMap((of) => [...of]),
    direction: onsets.flatMap((of, k) => Array.from(of, () => (360 / DIRECTIONS) * k)),
  };
  const units = cells(variables, 'spikes').map(
    (cell, k): UnitSpikes => ({ name: `unit ${k + 1}`, spikeTimes: times(cell, `spikes{${k + 1}}`).sort() }),
  );
  return recordingFromSpikes(units, trials, {
    name: 'Hatsopoulos 2007',
    window,
    grouping: { by: ['direction'] },
    smoothingMs,
    minTrials,
    minRateHz,
    provenance: {
      licence: 'CC0-1.0',
      citation: 'Hatsopoulos, Xu & Amit 2007, J Neurosci 27, 5105; Suresh et al. 2020, eLife 9, e58848',
      source: 'Dryad, doi:10.5061/dryad.xsj3tx9cm',
      simulated: false,
    },
  });
}

function cells(variables: Readonly<Record<string, MatlabValue>>, name: string): readonly MatlabValue[] {
  const value = variables[name];
  if (value?.kind !== 'cell')
    throw new FileFormatError(
      `hatsopoulosRaw: ${name} is ${value ? `of kind ${value.kind}` : 'not there'}; expected a cell array. The file has ${Object.keys(variables).join(', ') || 'nothing'}`,
    );
  return value.elements;
}

/** The times in a cell, which may be empty, or a cell within a cell. */
function times(value: MatlabValue, what: string): Float64Array {
  if (value.kind === 'numeric') return Float64Array.from(value.data);
  if (value.kind === 'cell') return Float64Array.from(value.elements.flatMap((part) => [...times(part, what)]));
  throw new FileFormatError(`hatsopoulosRaw: ${what} is of kind ${value.kind}; expected times (s)`);
}
