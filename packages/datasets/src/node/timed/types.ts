/** How long reading HDF5 may take. */
export interface TimeLimit {
  /**
   * Longest time for opening the file and for each thing read from it (ms; default 10 minutes). It is read in a worker, which is ended
   * where it takes longer: a damaged or hostile file can make the HDF5 library go on for ever. Infinity for no worker.
   */
  readonly timeLimitMs?: number;
}
