import type { RemoteFile } from './types.js';

/** A dataset as its authors publish it. */
export interface PublishedDataset {
  readonly title: string;
  readonly licence: string;
  readonly citation: string;
  /** The page that describes it. */
  readonly page: string;
  /** Files with a fixed address; empty where they are listed by the archive, or given by hand. */
  readonly files: readonly RemoteFile[];
  /** Where the files are listed: a dandiset. */
  readonly dandiset?: string;
  /** What a user has to bring where nothing is published. */
  readonly byHand?: string;
}

const neuralLatents = 'Pei et al. 2021, Neural Latents Benchmark (arXiv 2109.04463)';
const ccBy = 'CC-BY-4.0 according to its page; check there';
const dandi = (id: string) => `https://dandiarchive.org/dandiset/${id}`;

/**
 * The datasets that have loaders or readers here, with where they are, how to cite them and under which licence. Checksums are given where
 * they are known; those of dandisets come from the archive itself.
 */
export const published = {
  mante2013: {
    title: 'Context-dependent decisions, prefrontal cortex of two monkeys: single trials of every unit',
    licence: 'none stated by the authors: cite, do not redistribute',
    citation: 'Mante, Sussillo, Shenoy & Newsome 2013, Nature 503, 78 (doi 10.1038/nature12742)',
    page: 'https://www.ini.uzh.ch/en/research/groups/mante/data.html',
    files: [
      {
        name: 'PFC data.zip',
        url: 'https://www.ini.uzh.ch/dam/jcr:ca4213cf-1692-4c3d-8aeb-d4c5081d2fd1/PFC%20data.zip',
        format: 'zip',
      },
    ],
  },
  'mante2013-prepared': {
    title: 'The same as the authors of the comparison prepared it (neuralforRNN.npy)',
    licence: 'none stated by the authors: cite, do not redistribute',
    citation: 'Mante et al. 2013 (doi 10.1038/nature12742); prepared by Liu, Yang & Cueva 2025',
    page: 'https://www.ini.uzh.ch/en/research/groups/mante/data.html',
    files: [],
    byHand:
      "the authors' file, git blob 199dd4d67569c866a9d0429440bef36b0115747c, which is not in the repository they published: put it in the cache",
  },
  hatsopoulos2007: {
    title: 'Centre-out reaches, motor cortex: spike times and kinematics (Dataset 5 of Suresh et al. 2020)',
    licence: 'CC0',
    citation: 'Suresh et al. 2020, eLife 9, e58848; data: doi 10.5061/dryad.xsj3tx9cm',
    page: 'https://datadryad.org/dataset/doi:10.5061/dryad.xsj3tx9cm',
    files: [
      {
        name: 'Dataset5_Monkey4_Session1_ReachDataSimultaneousRecording.mat',
        url: 'https://datadryad.org/stash/downloads/file_stream/397190',
        format: 'hdf5',
      },
    ],
  },
  sussillo2015: {
    title: 'Maze reaches, motor and premotor cortex with muscle activity',
    licence: 'not published',
    citation: 'Sussillo, Churchland, Kaufman & Shenoy 2015, Nature Neuroscience 18, 1025 (doi 10.1038/nn.4042)',
    page: 'https://doi.org/10.1038/nn.4042',
    files: [],
    byHand: 'neuralforRNN_Sussillo2015.mat and EMGforRNN_Sussillo2015.mat, from the authors on request',
  },
  'mc-maze': {
    title: 'MC_Maze: maze reaches, M1 and PMd',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000128'),
    dandiset: '000128',
    files: [],
  },
  'mc-maze-large': {
    title: 'MC_Maze, 500 trials',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000138'),
    dandiset: '000138',
    files: [],
  },
  'mc-maze-medium': {
    title: 'MC_Maze, 250 trials',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000139'),
    dandiset: '000139',
    files: [],
  },
  'mc-maze-small': {
    title: 'MC_Maze, 100 trials',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000140'),
    dandiset: '000140',
    files: [],
  },
  'mc-rtt': {
    title: 'MC_RTT: random targets, M1',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000129'),
    dandiset: '000129',
    files: [],
  },
  'area2-bump': {
    title: 'Area2_Bump: reaches and bumps, area 2',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000127'),
    dandiset: '000127',
    files: [],
  },
  'dmfc-rsg': {
    title: 'DMFC_RSG: ready-set-go, dorsomedial frontal cortex',
    licence: ccBy,
    citation: neuralLatents,
    page: dandi('000130'),
    dandiset: '000130',
    files: [],
  },
  'perich-miller': {
    title: 'Centre-out and random-target reaches, M1 and PMd of four monkeys, 103 sessions',
    licence: 'see its page',
    citation: 'Perich, Miller, Azabou & Dyer 2024, DANDI 000688',
    page: dandi('000688'),
    dandiset: '000688',
    files: [],
  },
} as const satisfies Readonly<Record<string, PublishedDataset>>;

export type PublishedName = keyof typeof published;
