import type { Dataset, Entity, Group, Reference } from 'h5wasm';
import type { MatlabCell, MatlabStruct, MatlabValue } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { eachInColumnOrder, sizeOf } from '../row-major.js';
import { matlab73Array } from './matlab73-array.js';
import { matlab73Sparse } from './matlab73-sparse.js';
import type { Hdf5File } from './open-hdf5.js';
import { readAttribute, readText } from './read-attribute.js';
import { readDataset } from './read-dataset.js';

/** Cells in cells in cells: deeper than this no real file goes. */
const DEEPEST = 100;
/** Of functions and of objects of classes only MATLAB knows the content. */
const UNSUPPORTED = ['function_handle', 'FileWrapper__'];

/** What reading the values of a file needs to know throughout. */
export interface Matlab73File extends Hdf5File {
  /** Values read by reference, by path, so that one many cells share is read once. */
  readonly read: Map<string, MatlabValue>;
}

/** Reads the value of a variable, a field or what a reference points at. `above` are the paths it lies within. */
export function matlab73Value(file: Matlab73File, object: Entity | null, above: readonly string[] = []): MatlabValue {
  const { Dataset, Group } = file.h5wasm;
  if (!(object instanceof Dataset || object instanceof Group))
    fileProblem(file.where, 'has a link or a type where an array should be; expected datasets and groups');
  const { path } = object;
  if (above.includes(path)) fileProblem(file.where, `has the value ${path} within itself; it is damaged`);
  if (above.length > DEEPEST) fileProblem(file.where, `has values nested more than ${DEEPEST} deep; it is damaged`);
  const within = [...above, path];
  const className = readText(file, object, 'MATLAB_class') ?? (object instanceof Group ? 'struct' : 'double');
  if (UNSUPPORTED.includes(className) || readAttribute(file, object, 'MATLAB_object_decode') !== undefined)
    return { kind: 'unsupported', class: className.replace('_', ' ') };
  if (object instanceof Group) {
    const rows = readAttribute(file, object, 'MATLAB_sparse');
    return rows === undefined ? readGroup(file, object, within) : matlab73Sparse(file, object, Number(rows), className);
  }
  if (className === 'cell') return readCell(file, object, within);
  if (className === 'struct') return emptyStruct(file, object);
  return matlab73Array(file, object, className);
}

function readCell(file: Matlab73File, dataset: Dataset, within: readonly string[]): MatlabCell {
  const values = readDataset(file, dataset);
  if (values.kind !== 'references') return { kind: 'cell', elements: [], shape: emptyShape(file, dataset) };
  const shape = [...values.shape].reverse();
  const elements: MatlabValue[] = new Array(values.data.length);
  let next = 0;
  eachInColumnOrder(shape, (rowMajor) => {
    elements[rowMajor] = dereferenced(file, dataset, values.data[next++], within);
  });
  return { kind: 'cell', elements, shape };
}

/** A struct: its fields are the group's members; of a struct array, each is a list of references. */
function readGroup(file: Matlab73File, group: Group, within: readonly string[]): MatlabStruct {
  const fields = group.keys();
  const members = fields.map((field) => group.get(field));
  const lists = members.map((member) => referenceList(file, member));
  const shape = lists[0] ? [...lists[0].shape].reverse() : [1, 1];
  if (
    lists.some(
      (list) => (list === undefined) !== (lists[0] === undefined) || (list && list.data.length !== sizeOf(shape)),
    )
  )
    fileProblem(file.where, `has fields of different sizes in the struct ${group.path}; it is damaged`);
  const elements: Record<string, MatlabValue>[] = new Array(sizeOf(shape));
  let next = 0;
  eachInColumnOrder(shape, (rowMajor) => {
    const values = members.map((member, i) => {
      const list = lists[i];
      return list ? dereferenced(file, group, list.data[next], within) : matlab73Value(file, member, within);
    });
    elements[rowMajor] = Object.fromEntries(fields.map((field, i) => [field, values[i]]));
    next += 1;
  });
  return { kind: 'struct', fields, elements, shape };
}

/** The references of a struct array's field, which has no class of its own. */
function referenceList(file: Matlab73File, member: Entity | null) {
  if (!(member instanceof file.h5wasm.Dataset) || readText(file, member, 'MATLAB_class') !== undefined)
    return undefined;
  const values = readDataset(file, member);
  return values.kind === 'references' ? values : undefined;
}

function dereferenced(
  file: Matlab73File,
  from: Dataset | Group,
  reference: Reference,
  within: readonly string[],
): MatlabValue {
  const object = from.dereference(reference) as unknown as Entity | null;
  if (object === null) fileProblem(file.where, `has a reference to nothing in ${from.path}; it is damaged`);
  const path = 'path' in object ? object.path : '';
  const known = file.read.get(path);
  if (known) return known;
  const value = matlab73Value(file, object, within);
  file.read.set(path, value);
  return value;
}

/** An empty array's dataset holds its shape. */
function emptyShape(file: Matlab73File, dataset: Dataset): number[] {
  const values = readDataset(file, dataset);
  const shape = values.kind === 'numbers' ? Array.from(values.data) : [];
  if (!shape.includes(0)) fileProblem(file.where, `has neither elements nor an empty shape in ${dataset.path}`);
  return shape;
}

function emptyStruct(file: Matlab73File, dataset: Dataset): MatlabStruct {
  const names = readAttribute(file, dataset, 'MATLAB_fields');
  const fields = Array.isArray(names) ? names.map((name) => Array.from(name as ArrayLike<string>).join('')) : [];
  return { kind: 'struct', fields, elements: [], shape: emptyShape(file, dataset) };
}
