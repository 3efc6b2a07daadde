import type { GoldenMeasure, GoldenTable } from '@lrsim/test-support';
import { maximumMatch, statisticsCompatibility, subspaceCompatibility } from '../../src/index.js';

const compatible =
  (name: string): GoldenMeasure =>
  (_, read) =>
    ({ ...statisticsCompatibility, ...subspaceCompatibility })[name](read('X'), read('Y'));

/** Statistics of samples and of what units span, of ensd, resi, subspacematch, llm_repsim, diffscore and repsim. */
export const statisticsGolden: GoldenTable = {
  'similarity-repository/ENSD': compatible('ensd/ENSD'),
  'diffscore/diffscore:ensd': compatible('diffscore/ensd'),
  'similarity-repository/DistanceCorrelation': compatible('resi/DistanceCorrelation'),
  'similarity-repository/EigenspaceOverlapScore': compatible('resi/EigenspaceOverlapScore'),
  'similarity-repository/Gulp': compatible('resi/Gulp'),
  'similarity-repository/RSMNormDifference': compatible('resi/RSMNormDifference'),
  'similarity-repository/MagnitudeDifference': compatible('resi/MagnitudeDifference'),
  'similarity-repository/ConcentricityDifference': compatible('resi/ConcentricityDifference'),
  'similarity-repository/UniformityDifference': compatible('resi/UniformityDifference'),
  'similarity-repository/rsm_norm_diff': compatible('llm_repsim/rsm_norm_diff'),
  'similarity-repository/maximum_match': ({ options }, read) =>
    maximumMatch(read('X'), read('Y'), { epsilon: options.epsilon }),
  'repsim/stress': (entry, read) =>
    compatible(entry.options.rescale ? 'repsim/Stress-rescaled' : 'repsim/Stress')(entry, read),
};
