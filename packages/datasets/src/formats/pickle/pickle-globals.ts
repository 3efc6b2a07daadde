import { fileProblem } from '../file-problem.js';

/** A name a pickle refers to: a class or function of Python. */
export class PickleGlobal {
  constructor(readonly name: string) {}
}

/** The type of an array's values, such as `f8`; its byte order comes later. */
export class PickledType {
  order = '=';
  constructor(readonly code: string) {}
}

/** An array of NumPy; its content comes later. */
export class PickledArray {
  shape: readonly number[] = [];
  type = new PickledType('');
  fortranOrder = false;
  /** Bytes, or the elements of an array of objects. */
  content: unknown = undefined;
  /** A NumPy number, which is one without axes and stands for its value. */
  scalar = false;
}

const modules = ['numpy.core.multiarray', 'numpy._core.multiarray', 'numpy.core.numeric', 'numpy._core.numeric'];
const known: Readonly<Record<string, (where: string, args: readonly unknown[]) => unknown>> = {
  'numpy.ndarray': () => new PickledArray(),
  'numpy.dtype': (where, [code]) => new PickledType(textOf(where, code)),
  '__builtin__.bytes': (where, args) =>
    args.length === 0
      ? new Uint8Array()
      : fileProblem(where, 'makes bytes of something in its pickle, which is not read'),
  '_codecs.encode': (where, [text]) => bytesOf(where, text),
  ...Object.fromEntries(
    modules.flatMap((module) => [
      [`${module}._reconstruct`, () => new PickledArray()],
      [
        `${module}.scalar`,
        (where: string, [type, content]: readonly unknown[]) => filled(where, type, content, [], false, true),
      ],
      [
        `${module}._frombuffer`,
        (where: string, [content, type, shape, order]: readonly unknown[]) =>
          filled(where, type, content, shape, order === 'F', false),
      ],
    ]),
  ),
};

/** The global of this name; any but those that NumPy arrays need is refused, and none is ever run. */
export function pickleGlobal(where: string, module: string, name: string): PickleGlobal {
  const full = `${module}.${name}`;
  if (!Object.hasOwn(known, full))
    fileProblem(
      where,
      `refers to ${full} in its pickle, which is not read; expected dictionaries, lists, text, numbers and arrays`,
    );
  return new PickleGlobal(full);
}

/** What calling a global stands for. */
export function reduceGlobal(where: string, callable: unknown, args: unknown): unknown {
  if (!(callable instanceof PickleGlobal) || !Array.isArray(args))
    return fileProblem(where, 'calls something that is no function in its pickle; it is damaged');
  return known[callable.name](where, args);
}

/** Gives an array or a type its content. */
export function buildObject(where: string, object: unknown, state: unknown): void {
  if (!Array.isArray(state)) fileProblem(where, 'gives an object no state in its pickle; it is damaged');
  if (object instanceof PickledType) {
    const [, order, subtype, names] = state;
    if (subtype !== null || names !== null)
      fileProblem(where, 'holds records (a structured type); expected arrays of numbers');
    object.order = textOf(where, order);
  } else if (object instanceof PickledArray) {
    const [, shape, type, fortranOrder, content] = state;
    Object.assign(object, filled(where, type, content, shape, fortranOrder === true || fortranOrder === 1, false));
  } else fileProblem(where, 'gives state to something that has none in its pickle; it is damaged');
}

function filled(
  where: string,
  type: unknown,
  content: unknown,
  shape: unknown,
  fortranOrder: boolean,
  scalar: boolean,
) {
  if (
    !(type instanceof PickledType) ||
    !Array.isArray(shape) ||
    !shape.every((size) => Number.isInteger(size) && size >= 0)
  )
    return fileProblem(where, 'has an array without a type or shape in its pickle; it is damaged');
  return Object.assign(new PickledArray(), { shape, type, content, fortranOrder, scalar });
}

const textOf = (where: string, value: unknown): string =>
  typeof value === 'string' ? value : fileProblem(where, 'has no text where it should be in its pickle; it is damaged');

/** Bytes as they are, or as the text of one byte a character that Python 2 wrote. */
export function bytesOf(where: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Uint8Array.from(textOf(where, value), (character) => character.charCodeAt(0));
}
