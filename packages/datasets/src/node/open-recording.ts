import { existsSync } from 'node:fs';
import { FileFormatError, type Recording } from '@lrsim/core';
import { datasets } from '../datasets.js';
import { dataFileNames, readDataFiles } from './read-data-files.js';

/**
 * Opens a recording by what it is called or where it is: `simulated`, a folder of the arrays of Hatsopoulos 2007 or an
 * .npz of them, a folder of unit files of Mante 2013. Which dataset a path holds is seen from its file names.
 *
 * A name goes before a folder of that name: write `./simulated` for the folder.
 * Loaders run with their defaults; for others call the loader on `readDataFiles(path)`.
 *
 * @throws FileFormatError where there is nothing at the path or no dataset is recognised, saying what is there and what
 * would be; and where a file is damaged.
 */
export async function openRecording(pathOrName: string): Promise<Recording> {
  const named = Object.hasOwn(datasets, pathOrName) ? datasets[pathOrName] : undefined;
  if (named && !named.needsFiles) return named.load(new Map());
  if (!existsSync(pathOrName))
    throw new FileFormatError(
      named
        ? `openRecording: ${named.name} is made from files; give the path of a folder with ${named.expects}`
        : `openRecording: there is no file, folder or dataset '${pathOrName}'; expected ${expected}`,
    );
  const names = await dataFileNames(pathOrName);
  for (const dataset of Object.values(datasets)) {
    const files = dataset.filesAmong(names);
    if (files.length > 0) return dataset.load(await readDataFiles(pathOrName, files));
  }
  const found =
    names.length === 0
      ? 'is empty'
      : `holds ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  throw new FileFormatError(`openRecording: ${pathOrName} ${found}; expected ${expected}`);
}

const expected = [
  "'simulated'",
  ...Object.values(datasets)
    .filter((dataset) => dataset.needsFiles)
    .map(({ name, expects }) => `a folder of ${name} (${expects})`),
].join(', or ');
