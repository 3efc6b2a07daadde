/** An iterative decomposition that used up its iterations; no input is known to cause it. */
export class ConvergenceError extends Error {
  override readonly name = 'ConvergenceError';
}
