// Measures of nearest neighbours

export { cknna } from './cknna.js';
export { editDistanceKnn, lcsKnn, rankKnn } from './ordered-neighbours.js';
export { secondOrderCosine } from './second-order-cosine.js';
export { cycleKnn, jaccardKnn, mutualKnn } from './shared-neighbours.js';

// All of them by name, and under the names of other libraries

export { neighbourCompatibility } from './compatibility.js';
export { neighbourMeasures } from './measures.js';

// Options

export type { CknnaOptions, NeighbourOptions, NeighbourSimilarity, SecondOrderOptions } from './types.js';
