/** Options of canonical correlation analysis. */
export interface CcaOptions {
  /** Principal components kept of each dataset, at most (default 20). */
  readonly components?: number;
  /** Added to the diagonals of the un-normalised X'X and Y'Y of the components' scores (default 1e-3). */
  readonly regularisation?: number;
}
