import type { GoldenEntry, GoldenTable, ReferenceArray } from '@lrsim/test-support';
import {
  conditionMeans,
  type Dpca,
  type DpcaMarginalisation,
  dpca,
  dpcaPredictionError,
  dpcaReconstruct,
} from '../../src/index.js';

const fit = ({ options }: GoldenEntry, x: ReferenceArray): Dpca =>
  dpca(x, {
    labels: options.labels,
    join: options.join ?? undefined,
    components: options.n_components,
    regulariser: options.regularizer ?? 0,
  });

const part = (pick: (found: DpcaMarginalisation) => number | ArrayLike<number>): GoldenTable[string] => {
  return (entry, read) => pick(fit(entry, read('X')).marginalisations[entry.options.key]);
};

/** The Python library, with a full SVD, and MATLAB's component variance. */
export const dpcaGolden: GoldenTable = {
  'dPCA/marginalization': part(({ marginal }) => marginal.data),
  'dPCA/decoder_D': part(({ decoder }) => decoder.data),
  'dPCA/encoder_P': part(({ encoder }) => encoder.data),
  'dPCA/explained_variance_ratio': part(({ explainedVarianceRatio }) => explainedVarianceRatio),
  'dPCA/marginal_variance_share': part(({ varianceShare }) => varianceShare),
  'dPCA/component_variance_matlab': part(({ componentVariance }) => componentVariance),
  'dPCA/latent': part(({ latent }) => latent.data),
  'dPCA/reconstruct': (entry, read) =>
    dpcaReconstruct(fit(entry, read('X')), read('X'), entry.options.key, { addMean: false }).data,
  'dPCA/crossval_score': ({ options }, read) => {
    const { data, shape } = read('trials');
    const [trials, ...rest] = shape;
    const size = data.length / trials;
    const training = conditionMeans({ data: data.slice(0, -size), shape: [trials - 1, ...rest] }).means;
    const model = dpca(training, { labels: 'ts', components: options.n_components, regulariser: options.lam });
    return dpcaPredictionError(model, { data: data.slice(-size), shape: rest });
  },
};
