// The network

export { type LeakyNetworkOptions, leakyNetwork } from './network.js';

// Its parts: nonlinearities, constraints on the recurrent weights, cell types, shapes of the parameters

export { type Activation, activationNamed, activations } from './activations.js';
export { typeOfUnit } from './cell-types.js';
export {
  dale,
  effectiveWeights,
  type RecurrentConstraint,
  type SparsityMask,
  sparse,
  sparsityMask,
} from './constraint.js';
export { parameterShapes } from './parameter-shapes.js';

// Kernels: the same recurrence, one reference and one fast

export { referenceKernel } from './reference-kernel.js';
export { tfjsWasmKernel } from './tfjs-wasm-kernel.js';

// The recurrence inside a tfjs model

export { leakyRecurrence, type RecurrenceOptions, type RecurrenceTensors } from './leaky-recurrence.js';
export { registerGradients } from './register-gradients.js';

// Files

export { readSafetensors, type SafetensorsContent, writeSafetensors } from './safetensors.js';
export { loadNetwork, readPytorchCheckpoint, saveNetwork } from './saved-network.js';

// Types

export type {
  Cell,
  CellGradients,
  CellTypes,
  CreditAssignment,
  CreditRoute,
  CreditRule,
  ForwardPass,
  Kernel,
  LeakyNetwork,
  LeakyParams,
  ParameterName,
  RecurrentCredit,
  Sensitivity,
} from './types.js';
