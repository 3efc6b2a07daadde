// Dynamics

export { dynamicsCompatibility } from './compatibility.js';
export * from './dmd/index.js';
export * from './dsa/index.js';
export * from './input/index.js';
export { dynamicsMeasures } from './measures.js';
export type {
  DelayOptions,
  Dmd,
  DmdOptions,
  DmdResiduals,
  DsaOptions,
  DsaWassersteinOptions,
  RankOptions,
  TrialsInput,
} from './types.js';
