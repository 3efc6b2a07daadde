import { ArgumentError, FileFormatError, type Floats, type NdArray } from '@lrsim/core';

/** The tensors and text metadata of a safetensors file. */
export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, NdArray<Floats>>>;
  readonly metadata: Readonly<Record<string, string>>;
}

type Fail = (what: string) => never;

const LENGTH_BYTES = 8;

/**
 * Reads a safetensors file of float32 and float64 tensors (a little-endian u64 header length, a JSON header, raw data).
 *
 * @param name - what to call the file in messages.
 * @throws FileFormatError for a file that is truncated, damaged, or holds other element types.
 */
export function readSafetensors(bytes: Uint8Array, name = 'the file'): SafetensorsContent {
  const fail: Fail = (what) => {
    throw new FileFormatError(`readSafetensors: ${name} ${what}`);
  };
  if (bytes.length < LENGTH_BYTES) fail(`has ${bytes.length} bytes; a safetensors file has at least ${LENGTH_BYTES}`);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (headerLength > bytes.length - LENGTH_BYTES)
    fail(`is truncated or not safetensors: its header claims ${headerLength} bytes, the file has ${bytes.length}`);
  const start = LENGTH_BYTES + headerLength;
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(LENGTH_BYTES, start), fail);
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string'))
    fail('has damaged metadata; expected texts by name');
  const data = bytes.subarray(start);
  const tensors = Object.entries(entries).map(([tensor, entry]) => [tensor, readTensor(tensor, entry, data, fail)]);
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

/** The tensor of one entry of the header, copied out of the data that follows the header. */
function readTensor(tensor: string, entry: unknown, bytes: Uint8Array, fail: Fail): NdArray<Floats> {
  const { dtype, shape, data_offsets: place } = isRecord(entry) ? entry : {};
  if (dtype !== 'F32' && dtype !== 'F64') return fail(`holds ${tensor} as ${dtype}; expected F32 or F64`);
  if (!isSizes(shape) || !isSizes(place) || place.length !== 2)
    return fail(`does not say the shape and place of ${tensor}`);
  const [from, to] = place;
  const expected = shape.reduce((product, size) => product * size, dtype === 'F32' ? 4 : 8);
  if (to - from !== expected)
    fail(`gives ${tensor} of shape [${shape.join(', ')}] ${to - from} bytes; expected ${expected}`);
  if (to > bytes.length) fail(`is truncated: ${tensor} ends at byte ${to} of the data, which has ${bytes.length}`);
  const copy = new Uint8Array(bytes.subarray(from, to)).buffer; // not slice, which in a Buffer of Node does not copy
  return { data: dtype === 'F32' ? new Float32Array(copy) : new Float64Array(copy), shape };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

function parseHeader(bytes: Uint8Array, fail: Fail): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // falls through: not JSON
  }
  return fail('has a damaged header; expected a JSON object');
}

/**
 * Writes tensors and metadata as a safetensors file; the same content gives the same bytes. `safetensors` in Python
 * reads it.
 *
 * @throws ArgumentError for a tensor whose shape does not fit its number of values, or named `__metadata__`.
 */
export function writeSafetensors({ tensors, metadata }: SafetensorsContent): Uint8Array {
  const header: [string, unknown][] = [['__metadata__', metadata]];
  let offset = 0;
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    if (name === '__metadata__')
      throw new ArgumentError(
        `writeSafetensors: a tensor is named ${name}; expected another name, the format has that one`,
      );
    if (data.length !== shape.reduce((product, size) => product * size, 1))
      throw new ArgumentError(
        `writeSafetensors: ${name} has ${data.length} values; expected as many as its shape [${shape.join(', ')}] says`,
      );
    const dtype = data instanceof Float32Array ? 'F32' : 'F64';
    header.push([name, { dtype, shape, data_offsets: [offset, offset + data.byteLength] }]);
    offset += data.byteLength;
  }
  // The header is padded with spaces to a multiple of 8, so that the data is aligned for readers that map the file.
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = LENGTH_BYTES + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + offset).fill(0x20, LENGTH_BYTES, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - LENGTH_BYTES), true);
  bytes.set(json, LENGTH_BYTES);
  let at = start;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
