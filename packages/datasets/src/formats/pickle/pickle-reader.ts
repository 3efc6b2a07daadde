import { fileProblem, viewOf } from '../file-problem.js';

/** Reads the arguments of a pickle's instructions; never past its end. */
export class PickleReader {
  at = 0;
  readonly #view: DataView;

  constructor(
    /** `reader: file`, for messages. */
    readonly where: string,
    private readonly bytes: Uint8Array,
  ) {
    this.#view = viewOf(bytes);
  }

  /** The next bytes, as they lie in the file. */
  take(count: number): Uint8Array {
    const end = this.at + count;
    if (!(end <= this.bytes.length))
      fileProblem(
        this.where,
        `declares ${count} bytes in its pickle but ends after ${this.bytes.length - this.at}; it is truncated`,
      );
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  uint8(): number {
    return this.take(1)[0];
  }

  uint16(): number {
    this.take(2);
    return this.#view.getUint16(this.at - 2, true);
  }

  int32(): number {
    this.take(4);
    return this.#view.getInt32(this.at - 4, true);
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  uint64(): number {
    this.take(8);
    return Number(this.#view.getBigUint64(this.at - 8, true));
  }

  float64(): number {
    this.take(8);
    return this.#view.getFloat64(this.at - 8, false);
  }

  /** A whole number of `count` bytes, little-endian in two's complement. */
  long(count: number): number {
    const digits = this.take(count);
    let value = 0n;
    if (count > 16) fileProblem(this.where, `holds an integer of ${count} bytes; expected integers below 2^53`);
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i]);
    const number = Number(BigInt.asIntN(8 * count, value));
    if (!Number.isSafeInteger(number))
      fileProblem(this.where, `holds the integer ${number}; expected integers below 2^53`);
    return number;
  }

  utf8(count: number): string {
    return new TextDecoder().decode(this.take(count));
  }

  /** Text of one byte a character: a string of Python 2. */
  latin1(count: number): string {
    return Array.from(this.take(count), (byte) => String.fromCharCode(byte)).join('');
  }

  /** Text up to the end of a line. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) fileProblem(this.where, 'ends within a name in its pickle; it is truncated');
    const text = this.latin1(end - this.at);
    this.at = end + 1;
    return text;
  }
}
