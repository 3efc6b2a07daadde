/** An argument of the wrong shape, size or value; the message names it, what came, what was expected, what to do. */
export class ArgumentError extends RangeError {
  override readonly name: string = 'ArgumentError';
}

/** NaN or infinity where finite numbers are needed. */
export class NonFiniteError extends ArgumentError {
  override readonly name = 'NonFiniteError';
}

/** A task, rule, metric or dataset that is not known by that name. */
export class UnknownNameError extends ArgumentError {
  override readonly name = 'UnknownNameError';
}

/** A file that is missing, truncated, damaged or of another kind than expected. */
export class FileFormatError extends Error {
  override readonly name = 'FileFormatError';
}

/** An iterative computation that used up its iterations; no input is known to cause it. */
export class ConvergenceError extends Error {
  override readonly name = 'ConvergenceError';
}
