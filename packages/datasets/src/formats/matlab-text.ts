import type { MatlabChar, NumericData } from '../types.js';

/** The text of these codes, put together in pieces that fit a call's arguments. */
export function textOf(codes: NumericData, codePoint = (code: number) => code): string {
  const pieces: string[] = [];
  for (let at = 0; at < codes.length; at += 8192)
    pieces.push(String.fromCodePoint(...Array.from(codes.subarray(at, at + 8192), codePoint)));
  return pieces.join('');
}

/** A char array of UTF-16 code units in row-major order: a string for each row along the last axis. */
export function charArray(units: Uint16Array, shape: readonly number[]): MatlabChar {
  const width = shape[shape.length - 1];
  const rows = Array.from({ length: width === 0 ? 0 : units.length / width }, (_, row) =>
    textOf(units.subarray(row * width, (row + 1) * width)),
  );
  return { kind: 'char', rows, shape };
}
