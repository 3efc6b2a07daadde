/** Options of the Bures family on data. */
export interface BuresOptions {
  /** Whether each unit's mean over samples is removed first, which centres the Gram matrix (default true). */
  readonly centre?: boolean;
}

/** Options of `alphaProcrustes`. */
export interface AlphaProcrustesOptions extends BuresOptions {
  /** The power of the kernels, above 0 (default 1/2: twice the Bures distance). */
  readonly alpha?: number;
}

/** Options of `buresDistanceOfKernels` and `fidelityOfKernels`. */
export interface KernelOptions {
  /** Whether the square is returned (default false). */
  readonly squared?: boolean;
}
