/** Below this, squares lose precision to underflow; beside elements of order 1 such a vector is no more than zero. */
export const VANISHING = 1e-130;

/**
 * Turns x = vector[start..end) in place into the v of the reflection I - scale v v' that maps x to (r, 0, .., 0), writes r
 * to result[at] and returns scale; 0 (no reflection) for a vanishing x.
 */
export function reflect(vector: Float64Array, start: number, end: number, result: Float64Array, at: number): number {
  let squares = 0;
  for (let i = start; i < end; i++) squares += vector[i] * vector[i];
  const norm = Math.sqrt(squares);
  const first = vector[start];
  if (norm < VANISHING) {
    result[at] = 0;
    return 0;
  }
  result[at] = first > 0 ? -norm : norm;
  vector[start] = first - result[at];
  return 1 / (norm * (norm + Math.abs(first)));
}

/** Applies I - scale v v', where v is vector[start..end), to those elements of the row that begins at `row` in `matrix`. */
export function reflectRow(
  matrix: Float64Array,
  row: number,
  vector: Float64Array,
  start: number,
  end: number,
  scale: number,
): void {
  let dot = 0;
  for (let i = start; i < end; i++) dot += matrix[row + i] * vector[i];
  dot *= scale;
  for (let i = start; i < end; i++) matrix[row + i] -= dot * vector[i];
}

/** Rows x and y of a matrix, each of `length`, become cosine x + sine y and cosine y - sine x. */
export function rotateRows(
  matrix: Float64Array,
  length: number,
  x: number,
  y: number,
  cosine: number,
  sine: number,
): void {
  for (let i = x * length, j = y * length, end = i + length; i < end; i++, j++) {
    const a = matrix[i];
    const b = matrix[j];
    matrix[i] = cosine * a + sine * b;
    matrix[j] = cosine * b - sine * a;
  }
}

/** The first `count` rows of the identity of `length`, into which reflections are gathered. */
export function identityRows(count: number, length: number): Float64Array {
  const rows = new Float64Array(count * length);
  for (let i = 0; i < count; i++) rows[i * length + i] = 1;
  return rows;
}

/** Rows as the columns of a matrix, in the given order, each times a sign. */
export function columnsFromRows(
  rows: Float64Array,
  length: number,
  order: readonly number[],
  sign: (row: number) => number = () => 1,
): { rows: number; columns: number; data: Float64Array } {
  const count = order.length;
  const data = new Float64Array(length * count);
  for (let top = 0; top < length; top += 16)
    for (let j = 0; j < count; j++) {
      const [from, factor] = [order[j] * length, sign(order[j])];
      for (let i = top; i < Math.min(top + 16, length); i++) data[i * count + j] = factor * rows[from + i];
    }
  return { rows: length, columns: count, data };
}

/** Positions of values, the largest first. */
export const descending = (values: Float64Array): number[] =>
  Array.from(values, (_, j) => j).sort((i, j) => values[j] - values[i]);
