import { fileProblem } from '../file-problem.js';
import { buildObject, pickleGlobal, reduceGlobal } from './pickle-globals.js';
import { PickleReader } from './pickle-reader.js';

const MARK = Symbol('mark');
const STOP = 0x2e;

/** The state of a pickle being read: a stack of values, and those it may refer to again. */
interface Machine {
  readonly reader: PickleReader;
  readonly stack: unknown[];
  readonly memo: Map<number, unknown>;
}

/**
 * What a pickle (protocols 2 to 5) stands for: lists and tuples as arrays, dictionaries as Maps, bytes as Uint8Array,
 * arrays as PickledArray. Nothing is run: names of Python are only recognised.
 *
 * @throws FileFormatError for instructions and names that data do not need, and for a damaged or truncated pickle.
 * Source: the instructions are listed in Python's `pickletools`.
 */
export function runPickle(where: string, bytes: Uint8Array): unknown {
  const machine = { reader: new PickleReader(where, bytes), stack: [], memo: new Map<number, unknown>() };
  for (let code = machine.reader.uint8(); code !== STOP; code = machine.reader.uint8()) {
    const step = steps.get(code);
    if (!step) fileProblem(where, `has the instruction 0x${code.toString(16)} in its pickle, which is not read`);
    step(machine);
  }
  return pop(machine);
}

function pop({ reader, stack }: Machine): unknown {
  if (stack.length === 0 || stack[stack.length - 1] === MARK)
    fileProblem(reader.where, 'takes a value where there is none in its pickle; it is damaged');
  return stack.pop();
}

function popToMark({ reader, stack }: Machine): unknown[] {
  const mark = stack.lastIndexOf(MARK);
  if (mark < 0) fileProblem(reader.where, 'takes values where there are none in its pickle; it is damaged');
  return stack.splice(mark).slice(1);
}

function top<T>(machine: Machine, isKind: (value: unknown) => value is T): T {
  const value = machine.stack[machine.stack.length - 1];
  return isKind(value)
    ? value
    : fileProblem(machine.reader.where, 'adds to something that is no list or dictionary in its pickle');
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isDictionary = (value: unknown): value is Map<unknown, unknown> => value instanceof Map;

function setItems(machine: Machine, items: readonly unknown[]): void {
  const dictionary = top(machine, isDictionary);
  if (items.length % 2) fileProblem(machine.reader.where, 'has a key without a value in its pickle; it is damaged');
  for (let i = 0; i < items.length; i += 2) dictionary.set(items[i], items[i + 1]);
}

function extend(machine: Machine, items: readonly unknown[]): void {
  const list = top(machine, isList);
  for (const item of items) list.push(item);
}

function recall({ reader, stack, memo }: Machine, key: number): void {
  if (!memo.has(key))
    fileProblem(reader.where, `refers to the value ${key} before it is there in its pickle; it is damaged`);
  stack.push(memo.get(key));
}

const memoize = (machine: Machine, key: number): void =>
  void machine.memo.set(
    key,
    top(machine, (_): _ is unknown => true),
  );
const lastOf = (machine: Machine, count: number): unknown[] =>
  Array.from({ length: count }, () => pop(machine)).reverse();

const push =
  (read: (reader: PickleReader, machine: Machine) => unknown) =>
  (machine: Machine): void =>
    void machine.stack.push(read(machine.reader, machine));

const text = (reader: PickleReader, value: unknown): string =>
  typeof value === 'string'
    ? value
    : fileProblem(reader.where, 'has a name that is no text in its pickle; it is damaged');

const steps: ReadonlyMap<number, (machine: Machine) => void> = new Map<number, (machine: Machine) => void>([
  [0x80, ({ reader }) => void checkProtocol(reader)],
  [0x95, ({ reader }) => void reader.uint64()], // a frame: how its bytes came, which does not matter here
  [0x28, push(() => MARK)],
  [0x30, (machine) => void pop(machine)],
  [0x4e, push(() => null)],
  [0x88, push(() => true)],
  [0x89, push(() => false)],
  // numbers
  [0x4a, push((reader) => reader.int32())],
  [0x4b, push((reader) => reader.uint8())],
  [0x4d, push((reader) => reader.uint16())],
  [0x8a, push((reader) => reader.long(reader.uint8()))],
  [0x47, push((reader) => reader.float64())],
  // text and bytes
  [0x58, push((reader) => reader.utf8(reader.uint32()))],
  [0x8c, push((reader) => reader.utf8(reader.uint8()))],
  [0x8d, push((reader) => reader.utf8(reader.uint64()))],
  [0x54, push((reader) => reader.latin1(reader.uint32()))],
  [0x55, push((reader) => reader.latin1(reader.uint8()))],
  [0x42, push((reader) => reader.take(reader.uint32()))],
  [0x43, push((reader) => reader.take(reader.uint8()))],
  [0x8e, push((reader) => reader.take(reader.uint64()))],
  [0x96, push((reader) => reader.take(reader.uint64()))],
  // lists, tuples and dictionaries
  [0x5d, push(() => [])],
  [0x29, push(() => [])],
  [0x7d, push(() => new Map())],
  [0x61, (machine) => extend(machine, [pop(machine)])],
  [0x65, (machine) => extend(machine, popToMark(machine))],
  [0x74, push((_, machine) => popToMark(machine))],
  [0x85, push((_, machine) => lastOf(machine, 1))],
  [0x86, push((_, machine) => lastOf(machine, 2))],
  [0x87, push((_, machine) => lastOf(machine, 3))],
  [0x73, (machine) => setItems(machine, lastOf(machine, 2))],
  [0x75, (machine) => setItems(machine, popToMark(machine))],
  // values to refer to again
  [0x71, (machine) => memoize(machine, machine.reader.uint8())],
  [0x72, (machine) => memoize(machine, machine.reader.uint32())],
  [0x94, (machine) => memoize(machine, machine.memo.size)],
  [0x68, (machine) => recall(machine, machine.reader.uint8())],
  [0x6a, (machine) => recall(machine, machine.reader.uint32())],
  // names and what is made of them
  [0x63, push((reader) => pickleGlobal(reader.where, reader.line(), reader.line()))],
  [0x93, push((reader, machine) => namedGlobal(reader, lastOf(machine, 2)))],
  [0x52, push((reader, machine) => reduced(reader, lastOf(machine, 2)))],
  [0x62, (machine) => build(machine)],
]);

const namedGlobal = (reader: PickleReader, [module, name]: unknown[]) =>
  pickleGlobal(reader.where, text(reader, module), text(reader, name));
const reduced = (reader: PickleReader, [callable, args]: unknown[]) => reduceGlobal(reader.where, callable, args);

function build(machine: Machine): void {
  const state = pop(machine);
  buildObject(
    machine.reader.where,
    top(machine, (_): _ is unknown => true),
    state,
  );
}

function checkProtocol(reader: PickleReader): void {
  const protocol = reader.uint8();
  if (protocol < 2 || protocol > 5) fileProblem(reader.where, `is a pickle of protocol ${protocol}; expected 2 to 5`);
}
