import type { Group } from 'h5wasm';
import type { MatlabSparse } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { isSparseIndex } from '../sparse-index.js';
import { partsOf } from './matlab73-array.js';
import type { Hdf5File } from './open-hdf5.js';
import { readDataset } from './read-dataset.js';

/** Reads a sparse matrix: a group of `data`, row indices `ir` and column starts `jc`; without entries only the last. */
export function matlab73Sparse(file: Hdf5File, group: Group, rows: number, className: string): MatlabSparse {
  const what = `the sparse matrix ${group.path}`;
  const parts = (name: string) => {
    const dataset = group.get(name);
    return dataset instanceof file.h5wasm.Dataset ? partsOf(file, what, readDataset(file, dataset)) : [];
  };
  const index = (name: string) => Int32Array.from(parts(name)[0] ?? []);
  const [rowIndex, columnStart] = [index('ir'), index('jc')];
  const shape = [rows, columnStart.length - 1];
  if (!Number.isSafeInteger(rows) || !isSparseIndex(shape, rowIndex, columnStart))
    fileProblem(file.where, `has indices outside the shape [${shape.join(', ')}] in ${what}; it is damaged`);
  const [data = new Float64Array(), imaginary] = parts('data').map((part) => Float64Array.from(part));
  if (data.length !== rowIndex.length)
    fileProblem(file.where, `has ${data.length} values for ${what}; expected ${rowIndex.length}; it is damaged`);
  const sparse = { kind: 'sparse', rowIndex, columnStart, data, logical: className === 'logical', shape } as const;
  return imaginary ? { ...sparse, imaginary } : sparse;
}
