import { fileProblem, viewOf } from './file-problem.js';
import { type NumberType, numberTypes } from './number-types.js';

/** What reading a MATLAB v5 file needs to know throughout. */
export interface MatlabFile {
  /** `readMatlab: file`, for messages. */
  readonly where: string;
  readonly littleEndian: boolean;
}

/** A data element: what MATLAB v5 files are made of. */
export interface MatlabElement {
  readonly type: number;
  readonly data: Uint8Array;
}

export const MATRIX = 14;
export const COMPRESSED = 15;

/** The numeric storage types by their number in the file (MAT-File Format, table 1-1). */
export const storageTypes: Readonly<Record<number, NumberType>> = {
  1: numberTypes.int8,
  2: numberTypes.uint8,
  3: numberTypes.int16,
  4: numberTypes.uint16,
  5: numberTypes.int32,
  6: numberTypes.uint32,
  7: numberTypes.float32,
  9: numberTypes.float64,
  12: numberTypes.int64,
  13: numberTypes.uint64,
};

/** Reads data elements one after the other; never past the end of its bytes. */
export class ElementReader {
  #at = 0;

  constructor(
    private readonly file: MatlabFile,
    private readonly bytes: Uint8Array,
  ) {}

  /** Bytes not read yet. */
  get left(): number {
    return this.bytes.length - this.#at;
  }

  /**
   * The next element. Its tag is 8 bytes (type, size), data padded to 8; or, small, 4 bytes (size and type of 16 bits
   * each) with the data in the other 4.
   *
   * @param what - what should come, for messages.
   */
  next(what: string): MatlabElement {
    const { where, littleEndian } = this.file;
    if (this.left < 8) fileProblem(where, `ends where ${what} should come; it is truncated`);
    const view = viewOf(this.bytes);
    const first = view.getUint32(this.#at, littleEndian);
    const smallBytes = first >>> 16;
    if (smallBytes > 4) fileProblem(where, `has a small element of ${smallBytes} bytes for ${what}; it is damaged`);
    const type = first & 0xffff;
    const size = smallBytes || view.getUint32(this.#at + 4, littleEndian);
    const start = this.#at + (smallBytes ? 4 : 8);
    const declared = start + size;
    if (declared > this.bytes.length)
      fileProblem(
        where,
        `declares ${size} bytes for ${what} but only ${this.bytes.length - start} follow; it is truncated`,
      );
    const padded = type === COMPRESSED ? declared : start + Math.ceil(size / 8) * 8;
    this.#at = smallBytes ? this.#at + 8 : Math.min(padded, this.bytes.length);
    return { type, data: this.bytes.subarray(start, declared) };
  }

  /** The next element, which must be of 32-bit integers. */
  integers(what: string): number[] {
    const { type, data } = this.next(what);
    if (type !== 5 && type !== 6)
      fileProblem(this.file.where, `has the storage type ${type} for ${what}; expected 32-bit integers`);
    const view = viewOf(data);
    return Array.from({ length: Math.floor(data.length / 4) }, (_, i) => view.getInt32(4 * i, this.file.littleEndian));
  }

  /** The next element as text of single bytes. */
  name(what: string): string {
    const { type, data } = this.next(what);
    if (type !== 1 && type !== 2 && type !== 16)
      fileProblem(this.file.where, `has the storage type ${type} for ${what}; expected a name`);
    return latin1(data);
  }
}

/** Text of one byte a character, up to a zero byte. */
export function latin1(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
}
