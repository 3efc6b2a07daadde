/** How a matrix is made safely positive definite. */
export interface ShrinkageOptions {
  /** The share s, 0 to 1, in (1 - s) K + s (tr K / n) I, n the size of K; default 0.1, or 0 where a `ridge` is given. */
  readonly shrinkage?: number;
  /** Added to the diagonal after the shrinkage, in the units of K (default 0). */
  readonly ridge?: number;
}

/** The kernel between samples. `linear` is of data centred per unit; `squared-exponential` is exp(-d^2 / l^2), l the length scale. */
export type RiemannianKernel = 'linear' | 'squared-exponential';

/** Options of the Riemannian distances of Gram matrices. */
export interface RiemannianOptions extends ShrinkageOptions {
  /** Default `linear`. */
  readonly kernel?: RiemannianKernel;
  /** l of the squared-exponential kernel; default the (lower) median distance between different samples. */
  readonly lengthScale?: number;
}
