// Barcodes and their distances

export { barcodeWasserstein, bottleneckDistance } from './barcode-distances.js';
export { vietorisRips, vietorisRipsOfDistances } from './vietoris-rips.js';

// Measures of topology

export { barcodeDistance } from './barcode-distance.js';
export { geometryScore, relativeLivingTimes } from './geometry-score.js';
export { imd } from './imd.js';
export { crossBarcode, rtd } from './rtd.js';

// All of them by name

export { topologyMeasures } from './measures.js';

// Options and results

export type {
  Bar,
  BarcodeDistanceOptions,
  Barcodes,
  GeometryScoreOptions,
  ImdOptions,
  RipsOptions,
  RtdOptions,
  RtdSampleOptions,
} from './types.js';
