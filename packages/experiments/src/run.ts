import type { Recording } from '@lrsim/core';
import { bestKernel } from '@lrsim/rnn';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.js';
import { createExperiment } from './experiment.js';
import type { StudySettings } from './settings.js';
import { advance, initialState } from './train.js';
import type { RunKey, RunState } from './types.js';

/** A checkpoint is written at most this often, and when the run stops. */
const CHECKPOINT_INTERVAL_MS = 2000;

/** How one run is carried out. */
export interface RunOptions {
  readonly settings: StudySettings;
  readonly run: RunKey;
  readonly recording: Recording;
  /** The checkpoint file: read if present, written as the run goes. */
  readonly file: string;
  readonly fingerprint: string;
  /** Called after every update, with the number of updates made. */
  readonly onUpdate?: (update: number, state: RunState) => void;
  /** Asked before every update; true stops the run after a checkpoint. */
  readonly shouldStop?: () => boolean;
}

/**
 * Carries out one run from its checkpoint, or from the start, to the end, or until it is told to stop.
 * However often it is stopped, or killed, it ends with the numbers it would have reached in one go.
 *
 * @returns the state it ended in; `done` is false if it was stopped.
 */
export async function performRun(options: RunOptions): Promise<RunState> {
  const { settings, run, recording, file, fingerprint, onUpdate, shouldStop } = options;
  const saved = await loadCheckpoint(file, fingerprint);
  if (saved?.done) return saved;
  const experiment = createExperiment(settings, run, recording, await bestKernel({ kernel: settings.kernel }));
  let state = saved ?? initialState(experiment);
  let savedAt = Date.now();
  while (!state.done && !shouldStop?.()) {
    state = advance(experiment, state);
    onUpdate?.(state.update, state);
    if (Date.now() - savedAt > CHECKPOINT_INTERVAL_MS) {
      await saveCheckpoint(file, state, fingerprint);
      savedAt = Date.now();
    }
    // Lets timers, messages and signals in between updates.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await saveCheckpoint(file, state, fingerprint);
  return state;
}
