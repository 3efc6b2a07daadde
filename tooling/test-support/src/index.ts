export { type ReferenceArray, type ReferenceTensors, readReferenceNpy, readReferenceSafetensors } from './arrays.js';
export { testReadmeExamples } from './readme.js';
export { describeWithReference, referencePath } from './reference.js';
export {
  describeGolden,
  type GoldenEntry,
  type GoldenMeasure,
  type GoldenTable,
  goldenArray,
  goldenEntries,
  goldenFamilies,
  goldenKeys,
} from './similarity-golden.js';
export { readSpikingGolden } from './spiking-golden.js';
