import { FileFormatError, type Floats, type NdArray } from '@lrsim/core';

/** The tensors and text metadata of a safetensors file. */
export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, NdArray<Floats>>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const LENGTH_BYTES = 8;

/**
 * Reads a safetensors file of float32 and float64 tensors (a little-endian u64 header length, a JSON header, raw data).
 *
 * @param name - what to call the file in messages.
 * @throws FileFormatError for a file that is truncated, damaged, or holds other element types.
 */
export function readSafetensors(bytes: Uint8Array, name = 'the file'): SafetensorsContent {
  const fail = (what: string): never => {
    throw new FileFormatError(`readSafetensors: ${name} ${what}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES) fail(`has ${bytes.length} bytes; a safetensors file has at least ${LENGTH_BYTES}`);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > bytes.length - LENGTH_BYTES)
    fail(`is truncated or not safetensors: its header claims ${headerLength} bytes, the file has ${bytes.length}`);
  const start = LENGTH_BYTES + headerLength;
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(LENGTH_BYTES, start), fail);

  const tensors: Record<string, NdArray<Floats>> = {};
  for (const [tensor, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
    const { dtype, shape, data_offsets: offsets } = entry ?? {};
    if (dtype !== 'F32' && dtype !== 'F64') fail(`holds ${tensor} as ${dtype}; expected F32 or F64`);
    if (!Array.isArray(shape) || !Array.isArray(offsets)) fail(`does not say the shape and place of ${tensor}`);
    const length = shape.reduce((product, size) => product * size, 1);
    const size = dtype === 'F32' ? 4 : 8;
    const [from, to] = offsets;
    if (!(from >= 0) || to - from !== length * size)
      fail(`gives ${tensor} of shape [${shape.join(', ')}] ${to - from} bytes; expected ${length * size}`);
    if (start + to > bytes.length)
      fail(`is truncated: ${tensor} ends at byte ${start + to}, the file has ${bytes.length}`);
    const copy = bytes.slice(start + from, start + to).buffer;
    tensors[tensor] = { data: dtype === 'F32' ? new Float32Array(copy) : new Float64Array(copy), shape: [...shape] };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function parseHeader(bytes: Uint8Array, fail: (what: string) => never): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (header !== null && typeof header === 'object') return header as Record<string, unknown>;
  } catch {
    // falls through: not JSON
  }
  return fail('has a damaged header; expected a JSON object');
}

/** Writes tensors and metadata as a safetensors file; the same content gives the same bytes. */
export function writeSafetensors({ tensors, metadata }: SafetensorsContent): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    header[name] = {
      dtype: data instanceof Float32Array ? 'F32' : 'F64',
      shape,
      data_offsets: [offset, offset + data.byteLength],
    };
    offset += data.byteLength;
  }
  // The header is padded with spaces to a multiple of 8, so that the data is aligned for readers that map the file.
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + offset).fill(
    0x20,
    LENGTH_BYTES,
    LENGTH_BYTES + headerLength,
  );
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerLength;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
