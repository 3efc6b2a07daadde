// Measures of what the units of two representations span

export { eigenspaceOverlap } from './eigenspace-overlap.js';
export { gulp } from './gulp.js';
export { maximumMatch, maximumMatchSets } from './maximum-match.js';

// All of them by name, and under the names of other libraries

export { subspaceCompatibility } from './compatibility.js';
export { subspaceMeasures } from './measures.js';

// Options

export type { EigenspaceOverlapOptions, GulpOptions, MaximumMatch, MaximumMatchOptions } from './types.js';
