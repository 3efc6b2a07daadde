// Systems with input

export {
  type ControllabilityDistances,
  type ControllabilityScore,
  type ControlledSystem,
  controllabilityDistances,
  inputMatrixDistance,
} from './controllability.js';
export { dmdWithControl } from './dmd-with-control.js';
