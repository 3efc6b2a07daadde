/** Numbers of the longest array that is kept for the next call: 16 MB. */
const LONGEST_KEPT = 2 ** 21;

/**
 * Arrays for use during one call, kept for the next: fresh memory costs more than the work of a small decomposition. Their
 * contents are whatever they were. `use` names what for, so that two arrays of one call are not the same.
 */
export class Workspace {
  private readonly kept = new Map<string, Float64Array>();

  /** An array of at least this length. */
  array(use: string, length: number): Float64Array {
    const before = this.kept.get(use);
    if (before && before.length >= length) return before;
    const array = new Float64Array(length);
    if (length <= LONGEST_KEPT) this.kept.set(use, array);
    return array;
  }

  /** An array of exactly this length for as long as `read` runs, also where it asks for another. */
  lend<T>(use: string, length: number, read: (array: Float64Array) => T): T {
    const array = this.array(use, length);
    this.kept.delete(use);
    try {
      return read(array.subarray(0, length));
    } finally {
      if (array.length <= LONGEST_KEPT) this.kept.set(use, array);
    }
  }

  /** A copy of an array, to be destroyed. */
  copy(use: string, data: Float64Array): Float64Array {
    const array = this.array(use, data.length);
    array.set(data);
    return array;
  }
}
