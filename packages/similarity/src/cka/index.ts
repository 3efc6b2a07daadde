// Centred kernel alignment

export { angularCka, ckaDistance, linearCka } from './linear-cka.js';
export { ckaMeasures } from './measures.js';
