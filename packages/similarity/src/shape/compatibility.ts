import type { MatrixInput } from '@lrsim/core';
import { centred } from '../centred.js';
import type { CompatibleMeasures } from '../types.js';
import { permutationProcrustes } from './permutation-procrustes.js';
import { procrustes } from './procrustes.js';
import { shapeMetric } from './shape-metric.js';

/** Options of netrep's metrics by their names there. */
interface NetrepOptions {
  readonly alpha?: number;
  readonly center_columns?: boolean;
  readonly score_method?: 'angular' | 'euclidean';
}

const netrepScore = ({ score_method = 'angular' }: NetrepOptions) =>
  score_method === 'angular' ? 'radians' : 'euclidean';

/** netrep's options as ours: it raises eigenvalues of X'X to 1e-7 and pads the narrower dataset before whitening. */
export function netrepLinearOptions(options: NetrepOptions, widths: readonly number[]) {
  const { alpha = 1, center_columns: centre = true } = options;
  return {
    score: netrepScore(options),
    alpha,
    centre,
    floor: 1e-7,
    relativeCut: 0,
    width: Math.max(...widths),
  } as const;
}

const widthOf = (input: MatrixInput, argument: string) =>
  centred(input, 'netrep/LinearMetric', argument).matrix.columns;

/** Shape metrics under the names and with the conventions of other libraries. */
export const shapeCompatibility: CompatibleMeasures = {
  'netrep/LinearMetric': (x, y, options: NetrepOptions = {}) =>
    shapeMetric(x, y, netrepLinearOptions(options, [widthOf(x, 'x'), widthOf(y, 'y')])),
  'netrep/PermutationMetric': (x, y, options: NetrepOptions = {}) =>
    permutationProcrustes(x, y, { score: netrepScore(options), centre: options.center_columns ?? true }),
  'sim_metric/procrustes': (x, y) => procrustes(x, y, { score: 'squared' }),
  'resi/OrthogonalProcrustesCenteredAndNormalized': (x, y) => procrustes(x, y, { score: 'unit-euclidean' }),
  'resi/OrthogonalAngularShapeMetricCentered': (x, y) => procrustes(x, y, { score: 'radians' }),
  'resi/PermutationProcrustes': (x, y) => permutationProcrustes(x, y, { score: 'euclidean', centre: false }),
  'resi/ProcrustesSizeAndShapeDistance': (x, y) => procrustes(x, y, { score: 'euclidean' }),
  'diffscore/procrustes-angular': (x, y) => procrustes(x, y, { score: 'radians' }),
  'diffscore/procrustes-angular-score': (x, y) => 1 - procrustes(x, y),
  'diffscore/procrustes-euclidean': (x, y) => procrustes(x, y, { score: 'euclidean' }),
};
