import { ArgumentError, type Noise, type RunSize } from '@lrsim/core';
import { getBackend, ready, setBackend, tidy } from '@tensorflow/tfjs-core';
import { registerGradients } from '../register-gradients.js';
import { timeMajorRollout } from '../time-major-rollout.js';
import type { Cell, ForwardPass, Kernel } from '../types.js';
import { tfjsBackward } from './tfjs-backward.js';
import { tfjsForward } from './tfjs-forward.js';

/**
 * The float32 kernel made of tfjs operations: it runs on whatever tfjs backend is current (wasm, cpu; webgl or webgpu in a
 * browser), which has to be ready. `startTfjsKernel` sees to that.
 */
export const tfjsKernel: Kernel<Float32Array> = {
  name: 'tfjs',
  precision: 'float32',
  zeros: (length) => new Float32Array(length),
  forward,
};

/**
 * The kernel made of tfjs operations, on a backend that is ready: the current one, or the wasm backend where there is none.
 * Registers the gradients tfjs-core leaves unregistered in plain Node (`registerGradients`).
 *
 * @throws Error where there is no backend yet and the wasm backend cannot start.
 */
export async function startTfjsKernel(): Promise<Kernel<Float32Array>> {
  registerGradients();
  if (getBackend()) {
    await ready(); // it may still be starting
    return tfjsKernel;
  }
  await import('@tensorflow/tfjs-backend-wasm'); // registers the backend, here and not on import of this package
  if (!(await setBackend('wasm')))
    throw new Error(
      'startTfjsKernel: the tfjs wasm backend did not start; check that WebAssembly is allowed here, or make another ' +
        "backend current first with tf.setBackend, such as 'cpu' of @tensorflow/tfjs-backend-cpu",
    );
  return tfjsKernel;
}

function forward(
  cell: Cell<Float32Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: Noise | undefined,
  record: 'rollout' | 'gradient',
): ForwardPass<Float32Array> {
  if (!getBackend())
    throw new ArgumentError(
      "tfjsKernel: no tfjs backend is ready; await startTfjsKernel() or tf.setBackend('...') first",
    );
  const { nUnits, nOut } = cell;
  const { trials, steps } = size;
  const trajectory = withoutLeftovers(() => tfjsForward(cell, inputs, size, noise, record === 'gradient'));
  const rollout = timeMajorRollout({
    kernel: tfjsKernel.name,
    size,
    nUnits,
    nOut,
    outputs: trajectory.outputs,
    meanSquareRate: trajectory.meanSquareRate,
    zeros: tfjsKernel.zeros,
    storage: trajectory.rates,
    offset: trials * nUnits,
    stride: nUnits,
  });
  return {
    rollout,
    slopes() {
      const slopes = new Float32Array(trials * steps * nUnits);
      for (let t = 1; t <= steps; t++)
        for (let trial = 0; trial < trials; trial++) {
          const from = (t * trials + trial) * nUnits;
          slopes.set(trajectory.slopes.subarray(from, from + nUnits), (trial * steps + t - 1) * nUnits);
        }
      return slopes;
    },
    backward: (sensitivity, route, extent) =>
      withoutLeftovers(() =>
        tfjsBackward(cell, inputs, size, trajectory, sensitivity, route, extent === 'with inputs'),
      ),
  };
}

/** Runs `work` and disposes of every tensor it leaves behind, also where it throws. */
function withoutLeftovers<T>(work: () => T): T {
  let result: T | undefined;
  // Not returned through tidy, which would search every element of every array in it for tensors.
  tidy(() => {
    result = work();
  });
  return result as T;
}
