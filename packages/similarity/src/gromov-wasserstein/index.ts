// The distance, of representations and of matrices of distances; bounds from below

export { gromovWasserstein, gromovWassersteinBounds, gromovWassersteinOf } from './gromov-wasserstein.js';

// By name

export { gromovWassersteinMeasures } from './measures.js';

// Options and results

export type {
  GromovWassersteinBounds,
  GromovWassersteinOfOptions,
  GromovWassersteinOptions,
  GromovWassersteinResult,
  GromovWassersteinSearch,
} from './types.js';
