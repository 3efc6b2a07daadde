import { concatenate } from './write-matlab.js';
import { writeNpy } from './write-npy.js';

/** Composes the instructions of a pickle: numbers are bytes, text its bytes in UTF-8, arrays pieces in a row. */
export type Piece = number | string | Uint8Array | readonly Piece[];

export function compose(...pieces: readonly Piece[]): Uint8Array {
  return concatenate(
    pieces.map((piece) => {
      if (typeof piece === 'number') return Uint8Array.of(piece);
      if (typeof piece === 'string') return new TextEncoder().encode(piece);
      return piece instanceof Uint8Array ? piece : compose(...piece);
    }),
  );
}

/** Text, as protocol 2 or 4 has it. */
export const text = (value: string, protocol = 4): Piece =>
  protocol < 4 ? ['X', uint32(value.length), value] : [0x8c, value.length, value];

export const uint32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);

/** The name of a class or function. */
export const global = (module: string, name: string, protocol = 4): Piece =>
  protocol < 4 ? ['c', `${module}\n${name}\n`] : [text(module), text(name), 0x93];

/** A type: its code and byte order. */
export const type = (code: string, order: string, protocol = 4): Piece => [
  ...[global('numpy', 'dtype', protocol), text(code, protocol), 0x89, 0x88, 0x87, 'R', '(K', 3, text(order, protocol)],
  ...['NNN', 'J', uint32(2 ** 32 - 1), 'J', uint32(2 ** 32 - 1), 'K', 0, 'tb'],
];

export interface PickledArrayOptions {
  readonly protocol?: number;
  readonly order?: '<' | '>' | '|';
  readonly fortran?: boolean;
  readonly module?: string;
}

/** An array: as Python 3 writes it, or (protocol 2) with the content as a string of Python 2. */
export function array(
  shape: readonly number[],
  code: string,
  content: Uint8Array | Piece,
  { protocol = 4, order = '<', fortran = false, module = 'numpy._core.multiarray' }: PickledArrayOptions = {},
): Piece {
  const bytes = content instanceof Uint8Array ? [protocol < 3 ? 'T' : 'B', uint32(content.length), content] : content;
  return [
    ...[global(module, '_reconstruct', protocol), global('numpy', 'ndarray', protocol), 'K', 0, 0x85],
    ...[text('b', protocol), 0x87, 'R', '(K', 1, '(', shape.map((size) => ['J', uint32(size)]), 't'],
    ...[type(code, order, protocol), fortran ? 0x88 : 0x89, bytes, 'tb'],
  ];
}

/** An .npy file of one Python object. */
export function npyObject(value: Piece, protocol = 4): Uint8Array {
  const pickle = compose(0x80, protocol, array([], 'O8', [']', value, 'a'], { protocol, order: '|' }), '.');
  return concatenate([writeNpy('|O', [], []), pickle]);
}
