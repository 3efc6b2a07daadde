// The worker of `openNwbFile` and `readMatlab73File`: has one file open and answers calls about it, one after another.
import { type MessagePort, workerData } from 'node:worker_threads';
import { errorParts } from '@lrsim/core';
import { openHdf5Path } from '../../formats/hdf5/open-hdf5-path.js';
import { matlab73Variables } from '../../formats/hdf5/read-matlab73.js';
import { nwbFile } from '../../formats/nwb/open-nwb.js';
import { type Answer, type NwbCall, nwbCalls } from './nwb-calls.js';

/** What a worker is started for. */
export type Hdf5Task =
  /** Answers with the facts of the file, then every call. */
  | { readonly reader: 'nwb'; readonly path: string }
  /** Answers with the variables, once. */
  | { readonly reader: 'matlab73'; readonly path: string; readonly variables: readonly string[] | undefined };

const { task, port, answered } = workerData as { task: Hdf5Task; port: MessagePort; answered: Int32Array };

/** Sends an answer, and wakes the thread that may be waiting for it. */
function send(answer: Answer): void {
  port.postMessage(answer);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
}

async function serveNwb(path: string): Promise<void> {
  const nwb = nwbFile(await openHdf5Path('openNwbFile', path));
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

async function sendVariables(path: string, variables: readonly string[] | undefined): Promise<void> {
  send({ value: matlab73Variables(await openHdf5Path('readMatlab73File', path), variables) });
  port.close();
}

(task.reader === 'nwb' ? serveNwb(task.path) : sendVariables(task.path, task.variables)).catch((error: unknown) => {
  send({ error: errorParts(error) });
  port.close();
});
