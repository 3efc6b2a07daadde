// Systems with input

export {
  type ControllabilityDistances,
  type ControllabilityScore,
  type ControlledSystem,
  controllabilityDistances,
  inputMatrixDistance,
} from './controllability.js';
export { dmdWithControl } from './dmd-with-control.js';
export { type DrivenActivity, type InputDsaOptions, inputDsa } from './input-dsa.js';
export {
  type SubspaceOptions,
  type SubspaceProjection,
  type SubspaceSystem,
  subspaceDmdWithControl,
} from './subspace-dmd-with-control.js';
