// The network

export { type LeakyNetworkOptions, leakyNetwork } from './network.js';

// Spiking networks: LIF and adaptive LIF units

export type { SpikingConstantsOptions } from './spiking/spiking-constants.js';
export { type SpikingNetworkOptions, spikingNetwork } from './spiking/spiking-network.js';
export type {
  Membranes,
  SpikingCell,
  SpikingConstants,
  SpikingNetwork,
  SpikingParameterName,
  SpikingParams,
  SpikingPass,
} from './spiking/types.js';

// Parts of networks: nonlinearities, constraints on the recurrent weights, cell types, shapes of the parameters

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

// Kernels: the same recurrence, one reference and the fast ones

export { type BestKernelOptions, bestKernel, kernels } from './kernels/best-kernel.js';
export { type BlasKernel, startBlasKernel } from './kernels/blas-kernel.js';
export { referenceKernel } from './kernels/reference-kernel.js';
export { startTfjsKernel } from './kernels/tfjs-kernel.js';
export { startWasmKernel, type WasmKernelOptions } from './kernels/wasm-kernel.js';

// The recurrence inside a tfjs model

export { leakyRecurrence } from './leaky-recurrence.js';
export { leakyRecurrenceWithReadout, type ReadoutTensors } from './leaky-recurrence-with-readout.js';
export type { RecurrenceOptions, RecurrenceTensors } from './recurrence-op.js';
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
  CreditRelay,
  CreditRoute,
  CreditRule,
  ForwardPass,
  Kernel,
  Leak,
  LeakyNetwork,
  LeakyParams,
  ParameterName,
  RecurrentCredit,
  Sensitivity,
} from './types.js';
