// The worker of `openNwbFile` and `readMatlab73File`: has one file open and answers calls about it, one after another.
import { type MessagePort, workerData } from 'node:worker_threads';
import { errorParts } from '@lrsim/core';
import { matlab73Variables } from '../../formats/hdf5/read-matlab73.js';
import { nwbFile } from '../../formats/nwb/open-nwb.js';
import { type Hdf5Source, openSource } from '../hdf5-source.js';
import { type Answer, type NwbCall, nwbCalls } from './nwb-calls.js';

/** What a worker is started for. */
export type Hdf5Task =
  /** Answers with the facts of the file, then every call. */
  | { readonly reader: 'nwb'; readonly source: Hdf5Source }
  /** Answers with the variables, once. */
  | { readonly reader: 'matlab73'; readonly source: Hdf5Source; readonly variables: readonly string[] | undefined };

const { task, port, answered } = workerData as { task: Hdf5Task; port: MessagePort; answered: Int32Array };

/** Sends an answer, and wakes the thread that may be waiting for it. */
function send(answer: Answer): void {
  port.postMessage(answer);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
}

async function serveNwb(source: Hdf5Source): Promise<void> {
  const nwb = nwbFile(await openSource('openNwbFile', source));
  port.on('message', ({ name, arguments: given }: NwbCall) => {
    const call = nwbCalls[name] as (file: typeof nwb, ...rest: readonly unknown[]) => unknown;
    try {
      send({ value: call(nwb, ...given) });
    } catch (error) {
      send({ error: errorParts(error) });
    }
    if (name === 'close') port.close();
  });
  send({ value: nwbCalls.file(nwb) });
}

async function sendVariables(source: Hdf5Source, variables: readonly string[] | undefined): Promise<void> {
  send({ value: matlab73Variables(await openSource('readMatlab73File', source), variables) });
  port.close();
}

(task.reader === 'nwb' ? serveNwb(task.source) : sendVariables(task.source, task.variables)).catch((error: unknown) => {
  send({ error: errorParts(error) });
  port.close();
});
