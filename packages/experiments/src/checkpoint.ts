import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileFormatError, type Floats, type NdArray, type Params } from '@lrsim/core';
import { readSafetensors, writeSafetensors } from '@lrsim/rnn';
import type { RunState } from './types.js';
import { writeFileAtomically } from './write-file.js';

const FORMAT = 'lrsim run 1';
const groups = ['params', 'mean', 'meanSquare', 'closest', 'rule'] as const;

/** Writes the state of a run to one file, whole or not at all. `fingerprint` says which run of which study it is. */
export async function saveCheckpoint(file: string, state: RunState, fingerprint: string): Promise<void> {
  const { params, optimizer, closest, ruleState, ...rest } = state;
  const trees: Record<(typeof groups)[number], Params> = {
    params,
    mean: optimizer.mean,
    meanSquare: optimizer.meanSquare,
    closest: closest?.params ?? {},
    rule: ruleState ?? {},
  };
  const tensors: Record<string, NdArray<Floats>> = {};
  for (const group of groups)
    for (const [name, array] of Object.entries(trees[group])) tensors[`${group}.${name}`] = array;
  const record = {
    ...rest,
    optimizerUpdates: optimizer.updates,
    hasRuleState: ruleState !== null,
    closest: closest && { update: closest.update, distance: closest.distance },
  };
  const metadata = { format: FORMAT, fingerprint, state: JSON.stringify(record) };
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, writeSafetensors({ tensors, metadata }));
}

/**
 * The state saved in a file; undefined if there is none.
 *
 * @throws FileFormatError if the file is damaged or belongs to another run.
 */
export async function loadCheckpoint<F extends Floats>(
  file: string,
  fingerprint: string,
): Promise<RunState<F> | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const { tensors, metadata } = readSafetensors(bytes, file);
  if (metadata.format !== FORMAT) throw new FileFormatError(`loadCheckpoint: ${file} is no checkpoint of an lrsim run`);
  if (metadata.fingerprint !== fingerprint)
    throw new FileFormatError(
      `loadCheckpoint: ${file} belongs to a run with other settings, or of another kernel, recording or version of lrsim; give another output folder, or --fresh to start over`,
    );
  const tree = (group: string) =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(`${group}.`))
        .map(([name, array]) => [name.slice(group.length + 1), array]),
    ) as Params<F>;
  const { optimizerUpdates, hasRuleState, closest, ...rest } = JSON.parse(metadata.state);
  return {
    ...rest,
    params: tree('params'),
    ruleState: hasRuleState ? tree('rule') : null,
    optimizer: { updates: optimizerUpdates, mean: tree('mean'), meanSquare: tree('meanSquare') },
    closest: closest && { ...closest, params: tree('closest') },
  };
}
