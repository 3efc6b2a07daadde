import { concatenate } from './write-matlab.js';

/** A variable of a v4 file: its values column by column, then their imaginary parts. */
export interface Written4 {
  /** The decimal digits M (machine), O, P (storage type), T (full, text, sparse). */
  readonly type: number;
  readonly shape: readonly [number, number];
  readonly values: readonly number[];
  readonly complex?: number;
}

const setters = [
  ...[[8, 'setFloat64'] as const, [4, 'setFloat32'] as const, [4, 'setInt32'] as const, [2, 'setInt16'] as const],
  ...[[2, 'setUint16'] as const, [1, 'setUint8'] as const],
];

/** Writes a v4 file; types of 1000 and above are big-endian. */
export const writeMatlab4 = (variables: Readonly<Record<string, Written4>>): Uint8Array =>
  concatenate(
    Object.entries(variables).map(([name, { type, shape, values, complex = 0 }]) => {
      const [itemBytes, set] = setters[Math.floor(type / 10) % 10];
      const start = 20 + name.length + 1;
      const bytes = new Uint8Array(start + values.length * itemBytes);
      const view = new DataView(bytes.buffer);
      const little = type < 1000;
      [type, ...shape, complex, name.length + 1].forEach((value, i) => void view.setInt32(4 * i, value, little));
      bytes.set(new TextEncoder().encode(name), 20);
      values.forEach((value, i) => void view[set](start + i * itemBytes, value, little));
      return bytes;
    }),
  );
