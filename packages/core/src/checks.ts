import { ArgumentError, NonFiniteError } from './errors.js';

/** Throws unless `value` is an integer of at least `minimum` (default 1). `where` is the calling function. */
export function checkInteger(where: string, argument: string, value: number, minimum = 1): void {
  if (!Number.isInteger(value) || value < minimum)
    throw new ArgumentError(`${where}: ${argument} is ${value}; expected an integer of at least ${minimum}`);
}

/** Throws unless `value` is a finite number in [minimum, maximum]. */
export function checkNumber(
  where: string,
  argument: string,
  value: number,
  minimum = -Infinity,
  maximum = Infinity,
): void {
  if (!Number.isFinite(value)) throw new NonFiniteError(`${where}: ${argument} is ${value}; expected a finite number`);
  if (value < minimum || value > maximum)
    throw new ArgumentError(`${where}: ${argument} is ${value}; expected a number from ${minimum} to ${maximum}`);
}

/** Throws unless a flat array has the length its shape says. */
export function checkLength(where: string, argument: string, data: ArrayLike<number>, shape: readonly number[]): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (data.length !== expected)
    throw new ArgumentError(
      `${where}: ${argument} has ${data.length} values; expected ${expected} for the shape [${shape.join(', ')}]`,
    );
}

/** Throws at the first NaN or infinity, saying where in the array it is. */
export function checkFinite(
  where: string,
  argument: string,
  data: ArrayLike<number>,
  shape: readonly number[] = [data.length],
): void {
  if (data instanceof Float64Array && allFinite(data)) return;
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new NonFiniteError(
      `${where}: ${argument} is ${data[i]} at [${indexAt(i, shape).join(', ')}] of its shape [${shape.join(', ')}]; ` +
        'expected finite numbers only. Remove or fill missing values first.',
    );
  }
}

/** Whether no number is NaN or infinite. */
export function allFinite(data: Float64Array): boolean {
  // Zero times anything finite is zero; four sums side by side take half the time of a test of each element.
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = data.length - (data.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += 0 * data[i];
    s1 += 0 * data[i + 1];
    s2 += 0 * data[i + 2];
    s3 += 0 * data[i + 3];
  }
  for (let i = whole; i < data.length; i++) s0 += 0 * data[i];
  return s0 + s1 + s2 + s3 === 0;
}

/** The multi-index of a flat position in a row-major array. */
function indexAt(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}
