import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { ArgumentError, checkNumber, errorFromParts, FileFormatError } from '@lrsim/core';
import { fileProblem } from '../../formats/file-problem.js';
import type { Hdf5Task } from './hdf5-worker.js';
import type { Answer } from './nwb-calls.js';

/** A worker that answers calls while this thread waits, at most so long for each. */
export interface TimedWorker {
  /** The answer to a call. @throws FileFormatError where it takes too long: the worker is ended, and answers no more. */
  ask(call: unknown): unknown;
  end(): void;
}

/** How long a file may take unless told otherwise (ms): far longer than any takes that is sound. */
const PATIENCE_MS = 600_000;

/** The worker that reads HDF5, beside the built file that this is part of. */
const reader = () => new URL('./hdf5-worker.js', import.meta.url);

/**
 * The limit to read with: Infinity, which is without a worker, also where none was given and the worker is not there, as in a bundle.
 *
 * @throws ArgumentError for a limit that is no positive number, or where there is one and no worker.
 */
export function timeLimitOf(where: string, timeLimitMs?: number): number {
  const isThere = existsSync(fileURLToPath(reader()));
  if (timeLimitMs === undefined) return isThere ? PATIENCE_MS : Infinity;
  if (timeLimitMs === Infinity) return timeLimitMs;
  checkNumber(where, 'timeLimitMs', timeLimitMs, 1);
  if (!isThere)
    throw new ArgumentError(
      `${where}: timeLimitMs is ${timeLimitMs}, but the worker that reads with a limit is missing (${reader().href}); leave the package unbundled, or timeLimitMs out`,
    );
  return timeLimitMs;
}

/** Starts the worker that reads HDF5 with something to do: see `hdf5-worker.ts`. */
export const startHdf5Worker = (where: string, task: Hdf5Task, timeLimitMs: number) =>
  startTimedWorker(where, reader(), { task }, timeLimitMs);

/**
 * Starts a worker with a file of its own and waits for its first answer.
 *
 * @param where - `reader: file`, for messages.
 */
export async function startTimedWorker(
  where: string,
  url: URL,
  data: Readonly<Record<string, unknown>>,
  timeLimitMs: number,
): Promise<{ readonly worker: TimedWorker; readonly first: unknown }> {
  const { port1: port, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(url, { workerData: { ...data, port: port2, answered }, transferList: [port2] });
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    port.close();
    void thread.terminate();
  };
  const tooLong = (): never => {
    end();
    return fileProblem(
      where,
      `takes longer than ${timeLimitMs / 1000} s to read; it is damaged, or timeLimitMs too short`,
    );
  };
  try {
    const first = valueIn(await firstAnswer(where, thread, port, timeLimitMs, tooLong));
    // Answers so far, which the worker counts after it sent each.
    let expected = 1;
    return {
      first,
      worker: {
        end,
        ask(call) {
          if (ended) fileProblem(where, 'is read no more, since reading it took too long before');
          port.postMessage(call);
          expected++;
          const deadline = performance.now() + timeLimitMs;
          for (let count = Atomics.load(answered, 0); count < expected; count = Atomics.load(answered, 0))
            if (Atomics.wait(answered, 0, count, Math.max(0, deadline - performance.now())) === 'timed-out') tooLong();
          return valueIn((receiveMessageOnPort(port) as { message: Answer }).message);
        },
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

function firstAnswer(
  where: string,
  thread: Worker,
  port: MessagePort,
  timeLimitMs: number,
  tooLong: () => never,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        tooLong();
      } catch (error) {
        reject(error);
      }
    }, timeLimitMs);
    const done = () => {
      clearTimeout(timer);
      // A program that has nothing else to do ends, whatever is open.
      thread.unref();
      port.unref();
    };
    thread.once('error', (error) => {
      done();
      reject(error);
    });
    thread.once('exit', () => {
      done();
      reject(new FileFormatError(`${where} cannot be read: the worker that reads it ended without an answer`));
    });
    port.once('message', (answer: Answer) => {
      done();
      resolve(answer);
    });
  });
}

/** The value of an answer; its error, of the class it had in the worker, is thrown. */
function valueIn(answer: Answer): unknown {
  if ('value' in answer) return answer.value;
  throw errorFromParts(answer.error);
}
