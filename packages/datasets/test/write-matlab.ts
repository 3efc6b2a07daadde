import { zlibSync } from 'fflate';

/** A value to write, its elements in column-major order as MATLAB stores them. */
export type Written =
  | {
      readonly kind: 'numeric';
      readonly class: number;
      /** Storage type; 9, double, by default. */
      readonly stored?: number;
      readonly shape: readonly number[];
      readonly values: readonly number[];
      readonly imaginary?: readonly number[];
      readonly logical?: boolean;
    }
  | { readonly kind: 'char'; readonly shape: readonly number[]; readonly text: string; readonly stored?: number }
  | { readonly kind: 'cell'; readonly shape: readonly number[]; readonly elements: readonly Written[] }
  | {
      readonly kind: 'struct';
      readonly shape: readonly number[];
      readonly elements: readonly Record<string, Written>[];
    }
  | {
      readonly kind: 'sparse';
      readonly shape: readonly number[];
      readonly rowIndex: readonly number[];
      readonly columnStart: readonly number[];
      readonly values: readonly number[];
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'function' };

export interface WriteOptions {
  readonly littleEndian?: boolean;
  readonly compressed?: boolean;
  /** Whether elements of up to 4 bytes use the small format; MATLAB does. */
  readonly small?: boolean;
}

type Context = Required<Omit<WriteOptions, 'compressed'>>;

const classes = {
  double: 6,
  single: 7,
  int8: 8,
  uint8: 9,
  int16: 10,
  uint16: 11,
  int32: 12,
  uint32: 13,
  int64: 14,
  uint64: 15,
};
const itemBytes: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 2,
  5: 4,
  6: 4,
  7: 4,
  9: 8,
  12: 8,
  13: 8,
  16: 1,
  17: 2,
  18: 4,
};

/** A numeric array of that MATLAB class, its values in column-major order. */
export const numeric = (
  matlabClass: keyof typeof classes,
  shape: readonly number[],
  values: readonly number[],
  more: { stored?: number; imaginary?: readonly number[]; logical?: boolean } = {},
): Written => ({ kind: 'numeric', class: classes[matlabClass], shape, values, ...more });

/** A 1 x 1 double. */
export const scalar = (value: number) => numeric('double', [1, 1], [value]);

/** Writes a MATLAB v5 (or, compressed, v7) file byte by byte. */
export function writeMatlab(
  variables: Readonly<Record<string, Written>>,
  { littleEndian = true, compressed = false, small = true }: WriteOptions = {},
): Uint8Array {
  const context = { littleEndian, small };
  const header = new Uint8Array(128).fill(32);
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, written by a test'));
  header.fill(0, 116, 124);
  const view = new DataView(header.buffer);
  view.setUint16(124, 0x0100, littleEndian);
  view.setUint16(126, 0x4d49, littleEndian); // 'MI' in the order of the file
  const elements = Object.entries(variables).map(([name, value]) => {
    const matrix = element(context, 14, matrixContent(context, name, value));
    return compressed ? element(context, 15, zlibSync(matrix), false) : matrix;
  });
  return concatenate([header, ...elements]);
}

/** A data element: tag, data, padding. */
export function element(context: Context, type: number, data: Uint8Array, padded = true): Uint8Array {
  if (context.small && data.length > 0 && data.length <= 4 && type !== 14 && type !== 15) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, (data.length << 16) | type, context.littleEndian);
    bytes.set(data, 4);
    return bytes;
  }
  const bytes = new Uint8Array(8 + (padded ? Math.ceil(data.length / 8) * 8 : data.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, context.littleEndian);
  view.setUint32(4, data.length, context.littleEndian);
  bytes.set(data, 8);
  return bytes;
}

const numbers = (context: Context, type: number, values: readonly number[]) =>
  element(context, type, encode(context, type, values));

function encode({ littleEndian: little }: Context, type: number, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * itemBytes[type]);
  const view = new DataView(bytes.buffer);
  const write: Record<number, (at: number, value: number) => void> = {
    1: (at, value) => view.setInt8(at, value),
    2: (at, value) => view.setUint8(at, value),
    3: (at, value) => view.setInt16(at, value, little),
    4: (at, value) => view.setUint16(at, value, little),
    5: (at, value) => view.setInt32(at, value, little),
    6: (at, value) => view.setUint32(at, value, little),
    7: (at, value) => view.setFloat32(at, value, little),
    9: (at, value) => view.setFloat64(at, value, little),
    12: (at, value) => view.setBigInt64(at, BigInt(value), little),
    13: (at, value) => view.setBigUint64(at, BigInt(value), little),
    17: (at, value) => view.setUint16(at, value, little),
    18: (at, value) => view.setUint32(at, value, little),
  };
  values.forEach((value, i) => {
    write[type](i * itemBytes[type], value);
  });
  return bytes;
}

const ascii = (text: string) => new TextEncoder().encode(text);

function matrixContent(context: Context, name: string, value: Written): Uint8Array {
  if (value.kind === 'empty') return new Uint8Array();
  const head = (classNumber: number, shape: readonly number[], flags = 0) => [
    numbers(context, 6, [classNumber | flags, 0]),
    numbers(context, 5, shape),
    element(context, 1, ascii(name)),
  ];
  const matrix = (inner: Written) => element(context, 14, matrixContent(context, '', inner));
  switch (value.kind) {
    case 'numeric': {
      const flags = (value.imaginary ? 0x800 : 0) | (value.logical ? 0x200 : 0);
      const stored = value.stored ?? 9;
      const parts = [value.values, ...(value.imaginary ? [value.imaginary] : [])];
      return concatenate([
        ...head(value.class, value.shape, flags),
        ...parts.map((part) => numbers(context, stored, part)),
      ]);
    }
    case 'char': {
      const stored = value.stored ?? 4;
      const codes = stored === 18 ? Array.from(value.text, (c) => c.codePointAt(0) ?? 0) : codeUnits(value.text);
      const data = stored === 16 ? ascii(value.text) : encode(context, stored, codes);
      return concatenate([...head(4, value.shape), element(context, stored, data)]);
    }
    case 'cell':
      return concatenate([...head(1, value.shape), ...value.elements.map(matrix)]);
    case 'struct': {
      const fields = Object.keys(value.elements[0] ?? {});
      const names = new Uint8Array(fields.length * 32);
      fields.forEach((field, i) => {
        names.set(ascii(field), i * 32);
      });
      return concatenate([
        ...head(2, value.shape),
        numbers(context, 5, [32]),
        element(context, 1, names),
        ...value.elements.flatMap((one) => fields.map((field) => matrix(one[field]))),
      ]);
    }
    case 'sparse':
      return concatenate([
        ...head(5, value.shape),
        numbers(context, 5, value.rowIndex),
        numbers(context, 5, value.columnStart),
        numbers(context, 9, value.values),
      ]);
    case 'function':
      return concatenate([...head(16, [1, 1]), matrix(scalar(1))]);
  }
}

const codeUnits = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
