import { ArgumentError, type Noise, type Rollout, type RunSize } from '@lrsim/core';
import type { Cell, ForwardPass, Kernel } from '../types.js';
import type { Heap } from './heap.js';
import { heapBackward } from './heap-backward.js';
import { heapForward } from './heap-forward.js';
import { heapMachine } from './heap-machine.js';
import { heapSizes } from './heap-sizes.js';
import type { Products } from './products.js';
import { ACTIVATION_NUMBERS, type RecurrenceModule } from './recurrence-module.js';
import { trajectoryKeeper } from './trajectory-keeper.js';

const zeros = (length: number) => new Float32Array(length);

/** The float32 kernel on a heap: passes by a module of ours, products by whatever multiplies. */
export function heapKernel(
  name: string,
  heap: Heap,
  module: RecurrenceModule,
  products: Products,
): Kernel<Float32Array> {
  const machine = heapMachine(heap, module, products);
  const keep = trajectoryKeeper(heap);

  function forward(
    cell: Cell<Float32Array>,
    inputs: ArrayLike<number>,
    size: RunSize,
    noise: Noise | undefined,
    record: 'rollout' | 'gradient',
  ): ForwardPass<Float32Array> {
    if (ACTIVATION_NUMBERS[cell.activation.name] === undefined)
      throw new ArgumentError(
        `${name} kernel: it has no activation '${cell.activation.name}'; expected ${Object.keys(ACTIVATION_NUMBERS).join(', ')}, or use referenceKernel`,
      );
    const sizes = heapSizes(cell, size);
    const { trials, steps, nUnits, nOut, units, presynapticStride } = sizes;
    const presynapticFloats = (steps + 1) * trials * presynapticStride;
    const slopesFloats = record === 'gradient' ? steps * trials * units : 0;
    const placeAt = (at: number) => ({ presynaptic: at, slopes: slopesFloats && at + 4 * presynapticFloats });
    const trajectory = keep(presynapticFloats + slopesFloats, (at) =>
      heapForward(machine, cell, sizes, inputs, noise, placeAt(at)),
    );
    const { outputs, sumOfSquares } = trajectory.result;

    let rates: Float32Array | undefined;
    const rollout: Rollout<Float32Array> = {
      ...{ trials, steps, nUnits, nOut, outputs, kernel: name },
      meanSquareRate: sumOfSquares / (trials * steps * nUnits),
      get rates() {
        if (rates) return rates;
        const at = trajectory.place() + 4 * trials * presynapticStride;
        rates = trialMajor(machine.floats(at, steps * trials * presynapticStride), presynapticStride, size, nUnits);
        if (record === 'rollout') trajectory.finish();
        return rates;
      },
    };
    const needSlopes = () => {
      if (record === 'rollout')
        throw new ArgumentError(
          `${name} kernel: the run was recorded for its rollout only; expected record 'gradient'`,
        );
    };
    return {
      rollout,
      slopes() {
        needSlopes();
        const { slopes } = placeAt(trajectory.place());
        return trialMajor(machine.floats(slopes, slopesFloats), units, size, nUnits);
      },
      backward(sensitivity, route, extent) {
        needSlopes();
        const place = placeAt(trajectory.place());
        const gradients = heapBackward(machine, cell, sizes, place, sensitivity, route, extent === 'with inputs');
        trajectory.finish();
        return gradients;
      },
    };
  }
  return { name, precision: 'float32', zeros, forward };
}

/** [steps, trials, stride] as [trials, steps, channels]. */
function trialMajor(source: Float32Array, stride: number, { trials, steps }: RunSize, channels: number): Float32Array {
  const target = new Float32Array(trials * steps * channels);
  for (let t = 0; t < steps; t++)
    for (let trial = 0; trial < trials; trial++) {
      const from = (t * trials + trial) * stride;
      target.set(source.subarray(from, from + channels), (trial * steps + t) * channels);
    }
  return target;
}
