export { type ReferenceArray, type ReferenceTensors, readReferenceNpy, readReferenceSafetensors } from './arrays.js';
export { testReadmeExamples } from './readme.js';
export { describeWithReference, referencePath } from './reference.js';
export { readSpikingGolden } from './spiking-golden.js';
