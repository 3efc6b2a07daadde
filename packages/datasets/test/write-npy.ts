/** Writes an .npy file byte by byte. `descr` is NumPy's type, such as '<f8'; values go in the order they are stored. */
export function writeNpy(
  descr: string,
  shape: readonly number[],
  values: readonly (number | bigint)[],
  { version = 1, fortranOrder = false }: { version?: number; fortranOrder?: boolean } = {},
): Uint8Array {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': (${dimensions}), }`;
  const headerStart = version === 1 ? 10 : 12;
  const padding = (64 - ((headerStart + text.length + 1) % 64)) % 64;
  const header = new TextEncoder().encode(`${text}${' '.repeat(padding)}\n`);
  const itemBytes = Number(descr.slice(2)) || 1;
  const bytes = new Uint8Array(headerStart + header.length + values.length * itemBytes);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  bytes.set(header, headerStart);
  values.forEach((value, i) => {
    writeValue(view, headerStart + header.length + i * itemBytes, descr, value);
  });
  return bytes;
}

function writeValue(view: DataView, at: number, descr: string, value: number | bigint): void {
  const little = descr[0] !== '>';
  const number = Number(value);
  const write: Record<string, () => void> = {
    f8: () => view.setFloat64(at, number, little),
    f4: () => view.setFloat32(at, number, little),
    i1: () => view.setInt8(at, number),
    u1: () => view.setUint8(at, number),
    b1: () => view.setUint8(at, number),
    i2: () => view.setInt16(at, number, little),
    u2: () => view.setUint16(at, number, little),
    i4: () => view.setInt32(at, number, little),
    u4: () => view.setUint32(at, number, little),
    i8: () => view.setBigInt64(at, BigInt(value), little),
    u8: () => view.setBigUint64(at, BigInt(value), little),
  };
  write[descr.slice(1)]?.();
}
