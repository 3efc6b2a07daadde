// Means and the space around them

export { alignShape } from './align.js';
export { frechetMean } from './frechet-mean.js';
export { euclideanTangentSpace, shapeGeodesic, tangentPca } from './tangent.js';

// Groups of shapes

export { kMedoids, shapeKMeans } from './clusters.js';
export { leaveOneOutNeighbours, nearestNeighbours } from './nearest-neighbours.js';

// Types

export type {
  AlignmentGroup,
  FrechetMean,
  FrechetMeanOptions,
  MedoidClusters,
  ShapeClusters,
  ShapeKMeansOptions,
  TangentPca,
} from './types.js';
