import type { Measure } from '../types.js';
import { barcodeDistance } from './barcode-distance.js';
import { geometryScore } from './geometry-score.js';
import { imd } from './imd.js';
import { rtd } from './rtd.js';

/** The measures of topology by name. */
export const topologyMeasures = {
  rtd,
  imd,
  'geometry-score': geometryScore,
  barcode: barcodeDistance,
} as const satisfies Readonly<Record<string, Measure>>;
