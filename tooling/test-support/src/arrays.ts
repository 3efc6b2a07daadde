import { readFileSync } from 'node:fs';

export interface ReferenceArray {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

type Decoder = (bytes: DataView, offset: number) => number;
const decoders: Record<string, { size: number; read: Decoder }> = {
  f4: { size: 4, read: (b, o) => b.getFloat32(o, true) },
  f8: { size: 8, read: (b, o) => b.getFloat64(o, true) },
  i4: { size: 4, read: (b, o) => b.getInt32(o, true) },
  i8: { size: 8, read: (b, o) => Number(b.getBigInt64(o, true)) },
};
const safetensorsKinds: Record<string, string> = { F32: 'f4', F64: 'f8', I32: 'i4', I64: 'i8' };

function decode(bytes: DataView, offset: number, kind: string, shape: readonly number[]): ReferenceArray {
  const decoder = decoders[kind];
  if (!decoder) throw new Error(`no decoder for element type ${kind}`);
  const length = shape.reduce((product, size) => product * size, 1);
  const data = Float64Array.from({ length }, (_, i) => decoder.read(bytes, offset + i * decoder.size));
  return { data, shape };
}

const view = (file: string) => {
  const bytes = readFileSync(file);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};
const text = (bytes: DataView, offset: number, length: number) =>
  new TextDecoder('latin1').decode(new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length));

/** A NumPy .npy file of format 1.0 as float64; a matrix in Fortran order comes in C order. */
export function readReferenceNpy(file: string): ReferenceArray {
  const bytes = view(file);
  const headerLength = bytes.getUint16(8, true);
  const header = text(bytes, 10, headerLength);
  const kind = /'descr':\s*'[<|](\w\d)'/.exec(header)?.[1] ?? '?';
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((s) => s.trim())
    .map(Number);
  const isFortran = /'fortran_order':\s*True/.test(header);
  if (!isFortran || shape.length < 2) return decode(bytes, 10 + headerLength, kind, shape);
  if (shape.length > 2) throw new Error(`${file} is in Fortran order and not a matrix`);
  const [rows, columns] = shape;
  const { data } = decode(bytes, 10 + headerLength, kind, shape);
  return { data: data.map((_, at) => data[(at % columns) * rows + Math.floor(at / columns)]), shape };
}

export interface ReferenceTensors {
  readonly tensors: Readonly<Record<string, ReferenceArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A safetensors file, every tensor as float64. */
export function readReferenceSafetensors(file: string): ReferenceTensors {
  const bytes = view(file);
  const headerLength = Number(bytes.getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(text(bytes, 8, headerLength));
  const tensors: Record<string, ReferenceArray> = {};
  for (const [name, entry] of Object.entries<{ dtype: string; shape: number[]; data_offsets: number[] }>(entries))
    tensors[name] = decode(bytes, 8 + headerLength + entry.data_offsets[0], safetensorsKinds[entry.dtype], entry.shape);
  return { tensors, metadata };
}
