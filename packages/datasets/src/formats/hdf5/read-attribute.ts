import type { Dataset, Group } from 'h5wasm';
import { fileProblem } from '../file-problem.js';
import type { Hdf5File } from './open-hdf5.js';

const MOST_BYTES = 2 ** 20;

/** The value of an attribute, or undefined where there is none of that name. Wide integers become numbers. */
export function readAttribute(file: Hdf5File, object: Dataset | Group, name: string): unknown {
  if (!file.h5wasm.Module.get_attribute_names(object.file_id, object.path).includes(name)) return undefined;
  const attribute = new file.h5wasm.Attribute(object.file_id, object.path, name);
  const { size, total_size } = attribute.metadata;
  if (!(size * total_size <= MOST_BYTES))
    fileProblem(file.where, `declares ${size * total_size} bytes for the attribute ${name} of ${object.path}`);
  const { value } = attribute;
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A text attribute, or undefined. */
export function readText(file: Hdf5File, object: Dataset | Group, name: string): string | undefined {
  const value = readAttribute(file, object, name);
  const text = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof text === 'string' ? text : undefined;
}
