import type { Cell, CreditRoute, Sensitivity } from '../types.js';
import type { TrajectoryPlace } from './heap-forward.js';
import type { HeapMachine } from './heap-machine.js';
import { type HeapSizes, stageStep } from './heap-sizes.js';
import type { HeapRows } from './products.js';

/** What the backward recursion keeps on the heap. */
export type CreditArray =
  | 'recurrent' // M as it is given
  | 'recurrentPrepared'
  | 'readout' // B, rows filled up
  | 'credit' // [delta_t; g_{t-1}] of a chunk of steps, and of the one step after it
  | 'own' // own_t where the leak is on the rate
  | 'passed' // rho_t where there is a relay
  | 'passedCredit' // f'(u_t) rho_t where the leak is on the rate
  | 'arriving' // m_t
  | 'dRates';

/** Where those arrays are, and how many steps of credit there is room for. */
interface Room {
  readonly chunk: number;
  readonly at: (name: CreditArray) => number;
}

/** What arrives at step 0: own_1 and, where the route lets it across, m_0. */
export interface IntoStart {
  readonly own: HeapRows;
  readonly arriving?: HeapRows;
}

/** The backward recursion over steps. */
export interface CreditSteps {
  /** Fills the credit rows of steps `last` down to `first`; the row after them has to be in place, but for the very last. */
  fill(first: number, last: number): void;
  /** After step 1. */
  intoStart(): IntoStart;
}

/** Stages what the recursion needs, and gives its steps. */
export function creditSteps(
  machine: HeapMachine,
  { leak, alpha, weights }: Cell<Float32Array>,
  sizes: HeapSizes,
  place: TrajectoryPlace,
  { dOutputs, dRates }: Sensitivity<Float32Array>,
  { recurrent, readout = weights.readoutWeights, detach, window }: CreditRoute,
  { chunk, at }: Room,
): CreditSteps {
  const { module, products } = machine;
  const { trials, steps, nUnits, nOut, units, creditStride, presynapticStride, driveStride } = sizes;
  const onRate = leak === 'rate';
  const relay = recurrent?.relay;
  const [rowBytes, creditBytes] = [4 * trials * units, 4 * trials * creditStride];
  const presynapticBytes = 4 * trials * presynapticStride;
  const arriving: HeapRows = { at: at('arriving'), stride: driveStride };

  stageStep(machine.floats(at('readout'), nOut * units).fill(0), units, readout, { trials: nOut, steps: 1 }, 0, nUnits);
  if (recurrent) machine.floats(at('recurrent'), nUnits * nUnits).set(recurrent.weights);
  const square = { depth: nUnits, columns: nUnits, transposed: false, scale: alpha };
  const carrier = recurrent && products.prepare({ at: at('recurrent'), ...square }, at('recurrentPrepared'));

  const ownAt = (t: number) => at('own') + (onRate && window ? t * rowBytes : 0);
  const passedOn = (later: number): HeapRows =>
    relay ? { at: at(onRate ? 'passedCredit' : 'passed'), stride: units } : { at: later, stride: creditStride };
  /** m_t from the credit row of step t+1; whether there is any. */
  const carryAcross = (t: number, later: number): boolean => {
    if (!carrier || t === steps || recurrent?.cut?.(steps - t, t)) return false;
    products.multiply(passedOn(later), trials, carrier, arriving);
    return true;
  };

  /** Step t from the credit row of step t+1, or from the loss at t alone. */
  function stepBack(t: number, credit: number, later: number, fromLater: boolean): void {
    const attached = fromLater && !(t < steps && detach?.(t));
    const arrives = attached && carryAcross(t, later);
    if (dRates?.array)
      stageStep(machine.floats(at('dRates'), trials * units), units, dRates.array, sizes, t - 1, nUnits);
    const lost = attached ? alpha : 1;
    module.backwardStep(
      ...([onRate ? 1 : 0, trials, nUnits, nOut, place.slopes + (t - 1) * rowBytes] as const),
      ...([place.presynaptic + t * presynapticBytes, 4 * presynapticStride, dRates?.factor ?? 0] as const),
      ...([dRates?.array ? at('dRates') : 0, later + 4 * units, at('readout')] as const),
      ...([arrives ? arriving.at : 0, 4 * driveStride] as const),
      ...([recurrent?.slope === undefined ? 1 : 0, recurrent?.slope ?? 0, lost] as const),
      ...([onRate ? ownAt(t + 1) : later, onRate ? ownAt(t) : credit, credit, 4 * creditStride] as const),
      ...([relay ? at('passed') : 0, relay?.slope ?? 0, relay?.leak ? lost : 1] as const),
      relay && onRate ? at('passedCredit') : 0,
    );
  }

  /** g_{t-1} beside delta_t; nothing stands beside delta_1. */
  function writeErrors(t: number, credit: number): void {
    const row = machine.floats(credit, trials * creditStride);
    for (let trial = 0; trial < trials; trial++)
      for (let o = 0; o < creditStride - units; o++)
        row[trial * creditStride + units + o] = t > 1 && o < nOut ? dOutputs[(trial * steps + t - 2) * nOut + o] : 0;
  }

  return {
    fill(first, last) {
      const rowOf = (t: number) => at('credit') + (t > last ? chunk : t - first) * creditBytes;
      for (let t = last; t >= first; t--) {
        if (t > steps) machine.floats(rowOf(t), trials * creditStride).fill(0);
        else stepBack(t, rowOf(t), rowOf(t + 1), window === undefined);
        writeErrors(t, rowOf(t));
      }
      // A window of k uses: k - 1 times, every step takes anew from what the step after it had before.
      for (let use = 1; use < (window ?? 1); use++)
        for (let t = 1; t < steps; t++) stepBack(t, rowOf(t), rowOf(t + 1), true);
    },
    intoStart() {
      const first = { at: at('credit'), stride: creditStride };
      return {
        own: onRate ? { at: ownAt(1), stride: units } : first,
        arriving: carryAcross(0, first.at) ? arriving : undefined,
      };
    },
  };
}
