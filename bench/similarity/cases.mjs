import { dynamicsCases } from './cases/dynamics.mjs';
import { noiseCases } from './cases/noise.mjs';
import { rdmCases } from './cases/rdms.mjs';
import { representationCases } from './cases/representations.mjs';

/**
 * What is measured: `run` prepares nothing that belongs to the measure and gives the function that is timed; `peers` are names
 * in peers.py, which get `inputs`; `summary` makes one number of what the function gives, outside of the time.
 */
export function* similarityCases() {
  yield* representationCases();
  yield* noiseCases();
  yield* rdmCases();
  yield* dynamicsCases();
}
