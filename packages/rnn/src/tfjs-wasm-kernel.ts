import { ArgumentError, type Noise, type RunSize } from '@lrsim/core';
import { setBackend } from '@tensorflow/tfjs-core';
import { withFastTanh } from './fast-tanh.js';
import { registerGradients } from './register-gradients.js';
import { timeMajorRollout } from './time-major-rollout.js';
import type { Cell, ForwardPass, Kernel } from './types.js';
import { runBackward } from './wasm-backward.js';
import { readOut, runSteps } from './wasm-forward.js';
import { withoutLeftovers } from './wasm-heap.js';

const zeros = (length: number) => new Float32Array(length);

/** The kernel itself; the backend has to be ready before it runs. */
export const wasmKernel: Kernel<Float32Array> = { name: 'tfjs-wasm', precision: 'float32', zeros, forward };

/**
 * The float32 kernel on the tfjs wasm backend: its SIMD products on its own heap, and one fused pass of ours a step.
 * Registers the gradients tfjs-core leaves unregistered in plain Node (`registerGradients`).
 *
 * @returns the kernel, once the backend is ready; it becomes the current tfjs backend, and has to be while the kernel runs.
 * @throws Error where the wasm backend cannot start.
 */
export async function tfjsWasmKernel(): Promise<Kernel<Float32Array>> {
  await import('@tensorflow/tfjs-backend-wasm'); // registers the backend, here and not on import of this package
  if (!(await setBackend('wasm')))
    throw new Error(
      'tfjsWasmKernel: the tfjs wasm backend did not start; check that WebAssembly is allowed here, or use referenceKernel',
    );
  registerGradients();
  return wasmKernel;
}

function forward(
  cell: Cell<Float32Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: Noise | undefined,
  record: 'rollout' | 'gradient',
): ForwardPass<Float32Array> {
  const { nUnits, nOut } = cell;
  if (cell.leak !== 'pre-activation' || noise?.preActivation)
    throw new ArgumentError(
      'tfjsWasmKernel: computes networks with the leak on the pre-activation and noise on the rates only; take referenceKernel',
    );
  const activation = withFastTanh(cell.activation);
  const { trajectory, outputs } = withoutLeftovers(() => {
    const steps = runSteps(cell, activation, inputs, size, noise?.rates, record === 'gradient');
    return { trajectory: steps, outputs: readOut(cell, steps, size) };
  });
  const rollout = timeMajorRollout({
    kernel: wasmKernel.name,
    size,
    nUnits,
    nOut,
    outputs,
    meanSquareRate: trajectory.sumOfSquares / (size.trials * size.steps * nUnits),
    zeros,
    storage: trajectory.presynaptic,
    offset: size.trials * trajectory.width,
    stride: trajectory.width,
  });
  return {
    rollout,
    slopes() {
      const slopes = new Float32Array(trajectory.slopes.length);
      for (let t = 0; t < size.steps; t++)
        for (let b = 0; b < size.trials; b++) {
          const from = (t * size.trials + b) * nUnits;
          slopes.set(trajectory.slopes.subarray(from, from + nUnits), (b * size.steps + t) * nUnits);
        }
      return slopes;
    },
    backward: (sensitivity, route, extent) => {
      if (route.detach || route.window || route.recurrent?.relay)
        throw new ArgumentError(
          'tfjsWasmKernel: has no detached steps, windows or relays of credit; take referenceKernel',
        );
      return withoutLeftovers(() =>
        runBackward(cell, activation, size, trajectory, sensitivity, route, extent === 'with inputs'),
      );
    },
  };
}
