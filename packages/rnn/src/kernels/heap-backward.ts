import type { Cell, CellGradients, CreditRoute, Sensitivity } from '../types.js';
import { creditSteps } from './credit-steps.js';
import { layOut } from './heap.js';
import type { TrajectoryPlace } from './heap-forward.js';
import { initialStateGradient, inputGradients, weightGradients } from './heap-gradients.js';
import type { HeapMachine } from './heap-machine.js';
import type { HeapSizes } from './heap-sizes.js';

/**
 * The backward recursion of the reference kernel, time-major and in chunks of steps: at most one product a step (none where
 * no credit crosses the recurrence) and one fused pass; then, while a chunk's credit is still in the cache, its part of the
 * outer products with p_t, all weights at once. Credit rows are [delta_t; g_{t-1}], so that G_V and G_c come out beside G_W,
 * G_U and G_b; t = T + 1 has only g_T.
 */
export function heapBackward(
  machine: HeapMachine,
  cell: Cell<Float32Array>,
  sizes: HeapSizes,
  place: TrajectoryPlace,
  sensitivity: Sensitivity<Float32Array>,
  route: CreditRoute,
  withInputs: boolean,
): CellGradients<Float32Array> {
  const { products, workspace } = machine;
  const { trials, steps, nIn, nUnits, nOut, units, presynaptic, creditStride, credit, sumsStride, driveStride } = sizes;
  const { recurrent, window } = route;
  const onRate = cell.leak === 'rate';
  // A window goes over all steps several times; otherwise a chunk at a time is enough.
  const chunk = window ? steps + 1 : Math.min(steps + 1, Math.max(1, Math.floor(products.rowsAtOnce / trials)));
  const rows = trials * units;
  const { at: offsets, bytes } = layOut({
    recurrent: recurrent ? nUnits * nUnits : 0,
    recurrentPrepared: recurrent ? products.preparedFloats(nUnits, nUnits) : 0,
    readout: nOut * units,
    credit: (chunk + 1) * trials * creditStride,
    own: onRate ? (window ? steps + 2 : 1) * rows : 0,
    passed: recurrent?.relay ? rows : 0,
    passedCredit: recurrent?.relay && onRate ? rows : 0,
    arriving: trials * driveStride,
    dRates: sensitivity.dRates?.array ? rows : 0,
    initial: 3 * units,
    sums: 2 * creditStride * sumsStride,
    scratch: products.scratchFloats(creditStride, sumsStride),
    inputWeights: withInputs ? nUnits * nIn : 0,
    inputWeightsPrepared: withInputs ? products.preparedFloats(nUnits, nIn) : 0,
    inputs: withInputs ? chunk * trials * Math.ceil(nIn / 8) * 8 : 0,
  });
  const base = workspace.fit(bytes);
  const at = (name: keyof typeof offsets) => base + offsets[name];
  // Only the large arrays that are written before they are read are left as they are.
  for (const name of ['own', 'passed', 'passedCredit', 'arriving', 'dRates', 'initial'] as const) zero(name);
  machine.doubles(at('sums'), creditStride * sumsStride).fill(0);
  function zero(name: keyof typeof offsets) {
    const next = Object.values(offsets).find((offset) => offset > offsets[name]) ?? bytes;
    machine.floats(at(name), (next - offsets[name]) / 4).fill(0);
  }

  const credits = creditSteps(machine, cell, sizes, place, sensitivity, route, { chunk, at });
  const inputs = withInputs ? inputGradients(machine, cell, sizes, at) : undefined;
  const rowBytes = 4 * trials * creditStride;
  const presynapticBytes = 4 * trials * sizes.presynapticStride;
  for (let last = steps + 1; last >= 1; last -= chunk) {
    const first = Math.max(1, last - chunk + 1);
    const count = last - first + 1;
    credits.fill(first, last);
    products.addOuter(
      { at: at('credit'), stride: creditStride },
      credit,
      { at: place.presynaptic + (first - 1) * presynapticBytes, stride: sizes.presynapticStride },
      presynaptic,
      count * trials,
      { at: at('sums'), stride: sumsStride },
      at('scratch'),
    );
    inputs?.add(first, Math.min(last, steps));
    // The first step of this chunk is what comes after the last one of the next.
    if (first > 1)
      machine.floats(at('credit') + chunk * rowBytes, rowBytes / 4).set(machine.floats(at('credit'), rowBytes / 4));
  }
  return {
    ...weightGradients(machine.doubles(at('sums'), creditStride * sumsStride), cell, sizes),
    initialState: initialStateGradient(machine, cell, sizes, route, credits.intoStart(), at('initial')),
    ...(inputs ? { inputs: inputs.values } : {}),
  };
}
