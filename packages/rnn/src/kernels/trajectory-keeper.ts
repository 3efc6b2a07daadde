import { type Heap, workspaceOn } from './heap.js';
import type { RunResult } from './heap-forward.js';

/** A run's trajectory, which stays available however many runs follow. */
export interface Trajectory {
  readonly result: RunResult;
  /** The byte offset where it now is. */
  place(): number;
  /** Says that it will hardly be asked for again: rather than copied it is then computed again. */
  finish(): void;
}

/**
 * Keeps the trajectories of a kernel's runs in one place on the heap, so that memory stays the same over any number of
 * updates. A training update never copies one: it is finished before the next run takes its place. An unfinished one is copied
 * out then. A finished one that is asked for nevertheless is computed again from the arrays it came from.
 *
 * @throws Error where those arrays were changed since.
 */
export function trajectoryKeeper(heap: Heap) {
  const space = workspaceOn(heap);
  let inPlace: { displace(): void } | undefined;

  return (floats: number, run: (at: number) => RunResult): Trajectory => {
    let at = 0;
    let finished = false;
    let copy: Float32Array | undefined;
    const here = {
      displace() {
        if (!finished) copy = new Float32Array(heap.memory.buffer, at, floats).slice();
      },
    };
    const moveIn = () => {
      inPlace?.displace();
      inPlace = undefined;
      at = space.fit(4 * floats);
    };
    moveIn();
    const result = run(at);
    const fingerprint = fingerprintOf(result); // now: what is handed out may be written to
    inPlace = here;
    return {
      result,
      place() {
        if (inPlace === here) return at;
        moveIn();
        if (copy) new Float32Array(heap.memory.buffer, at, floats).set(copy);
        else if (fingerprintOf(run(at)) !== fingerprint)
          throw new Error(
            'A rollout was asked for what had to be computed again, but its inputs, noise or weights were changed since. ' +
              'Read its rates before the next run, or leave those arrays as they are.',
          );
        copy = undefined;
        inPlace = here;
        return at;
      },
      finish() {
        finished = true;
      },
    };
  };
}

/** Two numbers that tell whether a run came out the same to the last bit. */
const fingerprintOf = ({ outputs, sumOfSquares }: RunResult) =>
  `${sumOfSquares} ${outputs.reduce((sum, value) => sum + value, 0)}`;
