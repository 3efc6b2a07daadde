import type { Dataset } from 'h5wasm';
import type { MatlabNumericClass, MatlabValue, NumericData } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { charArray } from '../matlab-text.js';
import { numericTypes } from '../matlab-values.js';
import { LARGEST_RANK, sizeOf, toRowMajor } from '../row-major.js';
import type { Hdf5File } from './open-hdf5.js';
import { readAttribute } from './read-attribute.js';
import { readDataset } from './read-dataset.js';

/** Reads a numeric, logical or char array, whose axes the file has in reverse: MATLAB's column-major order. */
export function matlab73Array(file: Hdf5File, dataset: Dataset, className: string): MatlabValue {
  const what = `the array ${dataset.path}`;
  const values = readDataset(file, dataset);
  const empty = Number(readAttribute(file, dataset, 'MATLAB_empty') ?? 0) !== 0;
  // the shape of an empty array is what its dataset holds
  const shape = empty && values.kind === 'numbers' ? Array.from(values.data) : [...values.shape].reverse();
  const size = sizeOf(shape);
  if (
    shape.length > LARGEST_RANK ||
    !Number.isSafeInteger(size) ||
    shape.some((length) => length < 0) ||
    (empty && size > 0)
  )
    fileProblem(file.where, `has the shape [${shape.slice(0, LARGEST_RANK).join(', ')}] for ${what}; it is damaged`);

  const rowMajor = <T extends NumericData>(into: T, data: NumericData): T =>
    empty ? into : toRowMajor(data, shape, into);
  const logical = className === 'logical';
  if (!logical && className !== 'char' && !Object.hasOwn(numericTypes, className))
    return { kind: 'unsupported', class: className };
  const array = logical
    ? Uint8Array
    : className === 'char'
      ? Uint16Array
      : numericTypes[className as MatlabNumericClass].array;
  const [data, imaginary] = partsOf(file, what, values).map((part) => rowMajor(new array(size), part));
  if (className === 'char') return charArray(data as Uint16Array, shape);
  if (logical) return { kind: 'logical', data: (data as Uint8Array).map((value) => (value === 0 ? 0 : 1)), shape };
  const numeric = { kind: 'numeric', class: className as MatlabNumericClass, data, shape } as const;
  return imaginary ? { ...numeric, imaginary } : numeric;
}

/** The numbers of a dataset; of complex ones, which are stored as records of two, the real and imaginary parts. */
export function partsOf(file: Hdf5File, what: string, values: ReturnType<typeof readDataset>): NumericData[] {
  if (values.kind === 'numbers' || values.kind === 'booleans') return [values.data];
  if (values.kind !== 'records' || values.fields.join() !== 'real,imag')
    return fileProblem(file.where, `has no numbers in ${what}, though its class says so; it is damaged`);
  const rows = values.data as readonly (readonly number[])[];
  return [0, 1].map((part) => Float64Array.from(rows, (row) => Number(row[part])));
}
