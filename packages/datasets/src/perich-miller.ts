import { ArgumentError } from '@lrsim/core';
import type { NwbFile } from './formats/nwb/types.js';
import { type NwbRecordingOptions, nwbRecording } from './nwb-recording.js';
import type { RecordingFromTrials } from './recipe/index.js';

/** What can be changed of the definition. */
export type PerichMillerOptions = Partial<Omit<NwbRecordingOptions, 'name' | 'provenance'>>;

/** Columns that a session of centre-out reaches has. */
const COLUMNS = ['go_cue_time', 'target_dir', 'target_id', 'result'] as const;

/**
 * The condition averages of a session of centre-out reaches from DANDI 000688, M1 and PMd of four monkeys: rewarded trials with a target,
 * by the direction of the target, from 400 ms before to 800 ms after the go cue in bins of 10 ms, smoothed with a Gaussian of 25 ms.
 *
 * Sessions of random targets have no directions to average over: use `nwbRecording` on a grouping of your own.
 *
 * @throws ArgumentError for a session of another task; FileFormatError for another file.
 * @source Columns and their meaning as listed for the dandiset (version 0.250122.1735); no file could be had to check them on.
 */
export function perichMiller(nwb: NwbFile, options: PerichMillerOptions = {}): Promise<RecordingFromTrials> {
  const missing = COLUMNS.filter((column) => nwb.trials && !nwb.trials.columns.includes(column));
  if (missing.length > 0)
    throw new ArgumentError(
      `perichMiller: the trials lack ${missing.join(', ')}; expected a session of centre-out reaches (CO in its name)`,
    );
  return nwbRecording(nwb, {
    name: 'Perich-Miller centre-out',
    window: { event: 'go_cue_time', fromMs: -400, toMs: 800, binMs: 10 },
    grouping: {
      by: ['target_dir'],
      keep: ({ result, target_id }) => result === 'R' && Number.isFinite(Number(target_id)),
    },
    smoothingMs: 25,
    smoothOver: 'surroundings',
    ...options,
    provenance: {
      licence: 'see its page',
      citation:
        'Perich MG, Miller LE, Azabou M, Dyer EL (2025) Long-term recordings of motor and premotor cortical spiking activity during reaching in monkeys. DANDI Archive. doi:10.48324/dandi.000688/0.250122.1735',
      source: 'https://dandiarchive.org/dandiset/000688',
      simulated: false,
    },
  });
}
