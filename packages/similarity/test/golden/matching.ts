import type { GoldenTable } from '@lrsim/test-support';
import {
  alignedCosine,
  hardCorrelationMatch,
  softCorrelationMatch,
  softMatching,
  softMatchingCorrelation,
} from '../../src/index.js';

/** Measures that match single units. */
export const matchingGolden: GoldenTable = {
  'similarity-repository/AlignedCosineSimilarity': (_, read) => alignedCosine(read('X'), read('Y')),
  'similarity-repository/HardCorrelationMatch': (_, read) => hardCorrelationMatch(read('X'), read('Y')),
  'similarity-repository/SoftCorrelationMatch': (_, read) => softCorrelationMatch(read('X'), read('Y')),
  'similarity-repository/soft_match_corr': (_, read) => softMatchingCorrelation(read('X'), read('Y')),
  'oracle/soft_matching_distance': (entry, read) =>
    softMatching(read('X'), read('Y'), { centre: entry.options.center }),
  'oracle/soft_matching_correlation': (_, read) => softMatchingCorrelation(read('X'), read('Y')),
};
