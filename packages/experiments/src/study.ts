import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Recording } from '@lrsim/core';
import { openRecording } from '@lrsim/datasets/node';
import { bestKernel } from '@lrsim/rnn';
import { Tinypool } from 'tinypool';
import { loadCheckpoint } from './checkpoint.js';
import { createExperiment } from './experiment.js';
import { collectResults, type StudyResults } from './results.js';
import { performRun, type RunOptions } from './run.js';
import type { WorkerTask } from './run-worker.js';
import type { StudySettings } from './settings.js';
import { trainingSettings } from './study-folder.js';
import type { RunKey, RunState } from './types.js';
import { versions } from './versions.js';
import { explainWriteError, writeFileAtomically } from './write-file.js';

/** What a study tells while it goes on. */
export type StudyProgress =
  | { readonly stage: 'training'; readonly run: RunKey; readonly update: number; readonly updates: number }
  | { readonly stage: 'noise floor'; readonly done: number; readonly total: number };

/** How a study is carried out; none of it changes the numbers. */
export interface StudyOptions {
  /** Folder for checkpoints and results; made if needed. A study found there with equal settings is resumed. */
  readonly folder: string;
  /** Runs side by side, each in a thread of its own; 1 runs them one after the other in this thread. Default: one per core. */
  readonly jobs?: number;
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Aborting stops every run after its current update, with a checkpoint, and the noise floor after its current split. */
  readonly signal?: AbortSignal;
}

/**
 * Carries out a study: every rule with every seed, then noise floor and matched accuracies. Writes a checkpoint per run as it
 * goes and `results.json` at the end; calling it again goes on where it was stopped.
 *
 * @returns the results, or undefined if it was stopped before the end.
 * @throws ArgumentError or FileFormatError for settings, a recording or a folder that do not fit.
 */
export async function runStudy(given: StudySettings, options: StudyOptions): Promise<StudyResults | undefined> {
  const { folder, onProgress, signal } = options;
  const recording = await openRecording(given.recording);
  const kernel = await bestKernel({ kernel: given.kernel === 'auto' ? undefined : given.kernel });
  const settings = { ...given, kernel: kernel.name }; // a run is not continued on another kernel: digits would differ
  const keys = settings.seeds.flatMap((seed) => settings.rules.map((rule) => ({ rule, seed })));
  createExperiment(settings, keys[0], recording, kernel); // settings that do not fit fail here, before any thread starts
  await mkdir(join(folder, 'runs'), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw explainWriteError(folder, error);
  });
  const plans = keys.map((run): RunOptions => {
    const fingerprint = fingerprintOf(settings, run, recording);
    return {
      settings,
      run,
      recording,
      fingerprint,
      file: join(folder, 'runs', `${run.rule}-seed${run.seed}.safetensors`),
    };
  });
  for (const { file, fingerprint } of plans) await loadCheckpoint(file, fingerprint); // one of another study fails here

  const jobs = Math.min(options.jobs ?? availableParallelism(), plans.length);
  const states = await (jobs > 1 ? performInThreads(plans, jobs, options) : performInTurn(plans, options));
  if (!states.every((state) => state.done) || signal?.aborted) return undefined;
  const finished = states.map((state, k) => ({ ...keys[k], state }));
  const onSplit = (done: number, total: number) => onProgress?.({ stage: 'noise floor', done, total });
  const results = await collectResults(settings, recording, kernel, finished, onSplit, signal);
  if (!results) return undefined;
  await writeFileAtomically(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  return results;
}

async function performInTurn(plans: readonly RunOptions[], { onProgress, signal }: StudyOptions): Promise<RunState[]> {
  const states: RunState[] = [];
  for (const plan of plans) {
    const { run, settings } = plan;
    const onUpdate = (update: number) => onProgress?.({ stage: 'training', run, update, updates: settings.updates });
    states.push(await performRun({ ...plan, onUpdate, shouldStop: () => signal?.aborted ?? false }));
  }
  return states;
}

async function performInThreads(
  plans: readonly RunOptions[],
  jobs: number,
  { onProgress, signal }: StudyOptions,
): Promise<RunState[]> {
  const filename = new URL('./run-worker.js', import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: jobs, maxThreads: jobs });
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const halt = () => Atomics.store(stop, 0, 1);
  signal?.addEventListener('abort', halt);
  if (signal?.aborted) halt();
  try {
    return await Promise.all(
      plans.map((plan): Promise<RunState> => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (update: number) =>
          onProgress?.({ stage: 'training', run: plan.run, update, updates: plan.settings.updates }),
        );
        const task: WorkerTask = { plan, stop, port: port2 };
        return pool.run(task, { name: 'performRunInThread', transferList: [port2] }).finally(() => port1.close());
      }),
    );
  } finally {
    signal?.removeEventListener('abort', halt);
    await pool.destroy();
  }
}

/** What a run's numbers depend on, hashed: version, settings that matter while training, rule, seed, the recording itself. */
function fingerprintOf(settings: StudySettings, run: RunKey, { rates, behaviour, timeMs }: Recording): string {
  const hash = createHash('sha256').update(JSON.stringify([versions().lrsim, trainingSettings(settings), run]));
  for (const { data } of [rates, ...Object.values(behaviour), { data: timeMs }])
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex');
}
