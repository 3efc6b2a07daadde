import type { MessagePort } from 'node:worker_threads';
import { performRun, type RunOptions } from './run.js';
import type { RunState } from './types.js';

/** What a thread is handed: a run, a flag that says stop, and a port for the number of updates made. */
export interface WorkerTask {
  readonly plan: RunOptions;
  readonly stop: Int32Array;
  readonly port: MessagePort;
}

/** Carries out a run in a thread of its own. */
export function performRunInThread({ plan, stop, port }: WorkerTask): Promise<RunState> {
  return performRun({
    ...plan,
    onUpdate: (update) => port.postMessage(update),
    shouldStop: () => Atomics.load(stop, 0) === 1,
  });
}
