import type { NumericArray, PickledObjects, PickledValue } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { decodeNumbers } from '../number-types.js';
import { npyTypes } from '../read-npy.js';
import { LARGEST_RANK, sizeOf, toRowMajor } from '../row-major.js';
import { bytesOf, PickledArray } from './pickle-globals.js';

/** Lists in lists in lists: deeper than this no real file goes. */
const DEEPEST = 100;

/** What is known while values are made: those made already, so that one many lists share is made once. */
interface Making {
  readonly where: string;
  readonly made: Map<object, PickledValue>;
  readonly within: Set<object>;
}

/** Makes the values of a pickle from what its instructions left: arrays row-major, their contents checked. */
export function pickledValue(where: string, value: unknown): PickledValue {
  return make({ where, made: new Map(), within: new Set() }, value);
}

function make(making: Making, value: unknown): PickledValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (!(value instanceof Uint8Array || Array.isArray(value) || value instanceof Map || value instanceof PickledArray))
    return fileProblem(making.where, 'has something that is no data in its pickle, such as a type or a function');
  const { where, made, within } = making;
  const known = made.get(value);
  if (known !== undefined) return known;
  if (within.has(value)) fileProblem(where, 'has a value within itself in its pickle');
  if (within.size >= DEEPEST)
    fileProblem(where, `has values nested more than ${DEEPEST} deep in its pickle; it is damaged`);
  within.add(value);
  const result = makeCollection(making, value);
  within.delete(value);
  made.set(value, result);
  return result;
}

function makeCollection(
  making: Making,
  value: Uint8Array | unknown[] | Map<unknown, unknown> | PickledArray,
): PickledValue {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map((item) => make(making, item));
  if (value instanceof PickledArray)
    return value.type.code.startsWith('O') ? objects(making, value) : numbers(making.where, value);
  return new Map(Array.from(value, ([key, item]) => [keyOf(making, key), make(making, item)]));
}

function keyOf(making: Making, key: unknown): string | number {
  const made = make(making, key);
  if (typeof made === 'string' || typeof made === 'number') return made;
  return fileProblem(making.where, 'has a dictionary key that is neither text nor a number in its pickle');
}

/** NumPy lists objects in row-major order even of an array in Fortran order. */
function objects(making: Making, { content, shape }: PickledArray): PickledObjects {
  const size = checkedSize(making.where, shape);
  if (!Array.isArray(content) || content.length !== size)
    return fileProblem(making.where, `has an array of objects without the ${size} of its shape [${shape.join(', ')}]`);
  return { elements: content.map((item) => make(making, item)), shape };
}

function numbers(where: string, { content, shape, type, fortranOrder, scalar }: PickledArray): NumericArray | number {
  const stored = npyTypes[type.code];
  if (!stored)
    fileProblem(
      where,
      `has an array of the type '${type.code}' in its pickle; expected one of ${Object.keys(npyTypes).join(', ')}`,
    );
  const bytes = bytesOf(where, content);
  const size = checkedSize(where, shape);
  if (size * stored.bytes !== bytes.length)
    fileProblem(
      where,
      `has ${bytes.length} bytes for an array of the shape [${shape.join(', ')}] of ${type.code}; it is damaged`,
    );
  const data = decodeNumbers(where, bytes, stored, type.order !== '>');
  if (scalar) return data[0];
  return { data: fortranOrder ? toRowMajor(data, shape, new stored.array(size)) : data, shape };
}

function checkedSize(where: string, shape: readonly number[]): number {
  const size = sizeOf(shape);
  if (shape.length > LARGEST_RANK || !Number.isSafeInteger(size))
    fileProblem(where, `has an array of ${shape.length} axes and ${size} values in its pickle; it is damaged`);
  return size;
}
