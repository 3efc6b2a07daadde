import { lookUp, type Recording } from '@lrsim/core';
import type { NwbFile } from './formats/nwb/types.js';
import { type NwbRecordingOptions, nwbRecording } from './nwb-recording.js';
import type { AlignmentWindow, Grouping, RecordingFromTrials } from './recipe/index.js';

/** How the trials of a set become a recording. */
interface NeuralLatentsSet {
  readonly title: string;
  readonly window: AlignmentWindow;
  readonly grouping: Grouping;
  readonly smoothingMs: number;
  readonly page: string;
}

const mcMaze = (title: string, smoothingMs: number, id: string): NeuralLatentsSet => ({
  title,
  window: { event: 'move_onset_time', fromMs: -250, toMs: 450, binMs: 5 },
  grouping: { by: ['trial_type', 'trial_version'] },
  smoothingMs,
  page: `https://dandiarchive.org/dandiset/${id}`,
});

/** The sets of the Neural Latents Benchmark. */
const sets = {
  'mc-maze': mcMaze('MC_Maze', 70, '000128'),
  'mc-maze-large': mcMaze('MC_Maze large', 50, '000138'),
  'mc-maze-medium': mcMaze('MC_Maze medium', 50, '000139'),
  'mc-maze-small': mcMaze('MC_Maze small', 50, '000140'),
  'mc-rtt': {
    title: 'MC_RTT',
    // Reaches in a row that are never repeated, cut into pieces of 600 ms: each piece is a condition of its own.
    window: { event: 'start_time', fromMs: 0, toMs: 600, binMs: 5 },
    grouping: { by: ['start_time'] },
    smoothingMs: 0,
    page: 'https://dandiarchive.org/dandiset/000129',
  },
  'area2-bump': {
    title: 'Area2_Bump',
    window: { event: 'move_onset_time', fromMs: -100, toMs: 500, binMs: 5 },
    grouping: { by: ['cond_dir', 'ctr_hold_bump'] },
    smoothingMs: 40,
    page: 'https://dandiarchive.org/dandiset/000127',
  },
  'dmfc-rsg': {
    title: 'DMFC_RSG',
    // What the benchmark trains models on. It scores averages from set to go, which is not as long in all conditions.
    window: { event: 'go_time', fromMs: -1500, toMs: 0, binMs: 5 },
    grouping: { by: ['is_eye', 'theta', 'is_short', 'ts'], keep: ({ is_outlier: outlier }) => outlier !== 1 },
    smoothingMs: 70,
    page: 'https://dandiarchive.org/dandiset/000130',
  },
} as const satisfies Readonly<Record<string, NeuralLatentsSet>>;

export type NeuralLatentsName = keyof typeof sets;

/** What can be changed of the definitions. */
export type NeuralLatentsOptions = Partial<
  Pick<
    NwbRecordingOptions,
    'window' | 'grouping' | 'smoothingMs' | 'smoothOver' | 'minTrials' | 'minRateHz' | 'keepTrials' | 'keepUnit'
  >
>;

/**
 * The condition averages of a set of the Neural Latents Benchmark from its NWB file (the training file, which has the behaviour): its event,
 * window, conditions and Gaussian, in bins of 5 ms, smoothed before trials are cut. DMFC_RSG has the 1500 ms before go, which models
 * are trained on there, without outliers; its averages are scored from set on only. MC_RTT, which has no conditions, keeps each of its
 * pieces of 600 ms, one trial each and not smoothed.
 *
 * @throws UnknownNameError for another set; FileFormatError for another file.
 * @source Pei et al. 2021 (arXiv 2109.04463) and its published tools.
 */
export function neuralLatents(
  nwb: NwbFile,
  name: NeuralLatentsName,
  options: NeuralLatentsOptions = {},
): Promise<RecordingFromTrials> {
  const { title, window, grouping, smoothingMs, page }: NeuralLatentsSet = lookUp(
    'set of the Neural Latents Benchmark',
    sets,
    name,
  );
  const provenance: Recording['provenance'] = {
    licence: 'CC-BY-4.0 according to its page; check there',
    citation: 'Pei et al. 2021, Neural Latents Benchmark (arXiv 2109.04463)',
    source: page,
    simulated: false,
  };
  const smoothOver = 'surroundings';
  return nwbRecording(nwb, { name: title, window, grouping, smoothingMs, smoothOver, provenance, ...options });
}
