import type { Dataset, File, Group, GuessableDataTypes } from 'h5wasm';
import { writeHdf5 } from './write-hdf5.js';

/** Adds an array as MATLAB does: its axes in reverse, its class an attribute. */
export function add73(
  group: Group,
  name: string,
  className: string | undefined,
  shape: readonly number[],
  data: GuessableDataTypes,
  attributes: Readonly<Record<string, Uint8Array>> = {},
): Dataset {
  const dataset = group.create_dataset({ name, data, shape: [...shape].reverse() });
  if (className) dataset.create_attribute('MATLAB_class', className, [], `A${className.length}`);
  for (const [key, value] of Object.entries(attributes)) dataset.create_attribute(key, value, []);
  return dataset;
}

/** Two columns of the codes of 'on' and 'go', column by column as MATLAB stores them. */
const words = Uint16Array.from('ogno', (character) => character.charCodeAt(0));

/** A file with a value of every kind. */
export const everything73 = (): Promise<Uint8Array> => writeHdf5(writeEverything);

function writeEverything(file: File): void {
  add73(file, 'x', 'double', [2, 3], Float64Array.of(1, 4, 2, 5, 3, 6));
  add73(file, 'i', 'int64', [1, 2], BigInt64Array.of(-7n, 2n ** 40n));
  add73(file, 'flag', 'logical', [1, 2], Uint8Array.of(0, 1), { MATLAB_int_decode: Uint8Array.of(1) });
  add73(file, 'words', 'char', [2, 2], words, { MATLAB_int_decode: Uint8Array.of(2) });
  add73(file, 'none', 'single', [2], BigUint64Array.of(0n, 3n), { MATLAB_empty: Uint8Array.of(1) });
  const z = new Map([
    ['real', Float64Array.of(1, 2)],
    ['imag', Float64Array.of(3, 4)],
  ]);
  add73(file, 'z', 'double', [1, 2], z);
  add73(file, 'handle', 'function_handle', [1, 1], Uint8Array.of(1));

  const refs = file.create_group('#refs#');
  const [a, b] = [
    add73(refs, 'a', 'double', [1, 1], Float64Array.of(5)),
    add73(refs, 'b', 'char', [1, 2], words.subarray(0, 2)),
  ];
  const references = [a.create_reference(), b.create_reference(), a.create_reference(), a.create_reference()];
  add73(file, 'cell', 'cell', [2, 2], references);
  add73(file, 'emptyCell', 'cell', [2], BigUint64Array.of(0n, 0n), { MATLAB_empty: Uint8Array.of(1) });

  const one = file.create_group('one');
  one.create_attribute('MATLAB_class', 'struct', [], 'A6');
  add73(one, 'rate', 'double', [1, 1], Float64Array.of(3));
  one.create_group('inner').create_attribute('MATLAB_class', 'struct', [], 'A6');
  const many = file.create_group('many');
  many.create_attribute('MATLAB_class', 'struct', [], 'A6');
  add73(many, 'value', undefined, [1, 2], references.slice(0, 2));

  const sparse = file.create_group('s');
  sparse.create_attribute('MATLAB_class', 'double', [], 'A6');
  sparse.create_attribute('MATLAB_sparse', BigUint64Array.of(3n), []);
  sparse.create_dataset({ name: 'data', data: Float64Array.of(5, -2) });
  sparse.create_dataset({ name: 'ir', data: BigUint64Array.of(2n, 0n) });
  sparse.create_dataset({ name: 'jc', data: BigUint64Array.of(0n, 1n, 2n) });
}
