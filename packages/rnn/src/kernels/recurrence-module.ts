import { RECURRENCE } from '../generated/recurrence.js';
import { RECURRENCE_RELAXED } from '../generated/recurrence-relaxed.js';

/** The functions of assembly/recurrence.ts; matrices are given by their offset in bytes, strides in bytes. */
export interface RecurrenceModule {
  multiplyRows(
    ...args: [
      ...[a: number, aStride: number, rows: number, packed: number, depth: number, columns: number],
      ...[c: number, cStride: number, panels: number],
    ]
  ): void;
  packRight(b: number, stride: number, depth: number, columns: number, scale: number, to: number): void;
  packRightTransposed(s: number, stride: number, depth: number, columns: number, scale: number, to: number): void;
  copyMatrix(from: number, depth: number, columns: number, transposed: number, scale: number, to: number): void;
  addOuterProducts(
    ...args: [
      ...[a: number, aStride: number, aColumns: number, b: number, bStride: number, bColumns: number, rows: number],
      ...[c: number, cStride: number, panels: number],
    ]
  ): void;
  addToDouble(values: number, count: number, sums: number): void;
  /** Writes the constants that `table` is to point to, CONSTANTS_BYTES of them. */
  writeConstants(table: number): void;
  activate(activation: number, table: number, count: number, a: number, values: number, slopes: number): void;
  forwardStep(
    ...args: [
      ...[activation: number, leakOnRate: number, trials: number, units: number, alpha: number, table: number],
      ...[drive: number, driveStride: number, state: number, preNoise: number, noise: number],
      ...[rates: number, ratesStride: number, slopes: number],
    ]
  ): number;
  backwardStep(
    ...args: [
      ...[leakOnRate: number, trials: number, units: number, nOut: number, slopes: number, rates: number],
      ...[ratesStride: number, factor: number, dRates: number, g: number, readout: number],
      ...[arriving: number, arrivingStride: number, ownSlope: number, slope: number, leak: number],
      ...[later: number, own: number, credit: number, creditStride: number],
      ...[passed: number, relaySlope: number, relayLeak: number, passedCredit: number],
    ]
  ): void;
}

/** Starts the module on a memory: the build with plain SIMD, or the one with relaxed SIMD; undefined where it cannot run. */
export function recurrenceModule(memory: WebAssembly.Memory, relaxed: boolean): RecurrenceModule | undefined {
  const text = relaxed ? RECURRENCE_RELAXED : RECURRENCE;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return exports as unknown as RecurrenceModule;
}

/** Bytes of the table of constants. */
export const CONSTANTS_BYTES = 16 * 28;

/** Numbers of the activations in assembly/activations.ts, by name. */
export const ACTIVATION_NUMBERS: Readonly<Record<string, number>> = {
  retanh: 0,
  relu: 1,
  tanh: 2,
  softplus: 3,
  logistic: 4,
  linear: 5,
};
