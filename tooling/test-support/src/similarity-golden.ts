import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type ReferenceArray, readReferenceNpy } from './arrays.js';
import { describeWithReference, referencePath } from './reference.js';

/** One expected value of a reference library, as golden/similarity/FORMAT.md describes it. */
export interface GoldenEntry {
  readonly id: string;
  readonly family: string;
  readonly measure: string;
  // biome-ignore lint/suspicious/noExplicitAny: free-form, each library's own
  readonly options: Readonly<Record<string, any>>;
  readonly inputs: Readonly<Record<string, string | readonly string[]>>;
  readonly value?: number | string | readonly (number | string)[];
  readonly value_file?: string;
  readonly shape?: readonly number[];
  readonly compare: string;
  readonly role: 'match' | 'oracle' | 'bound' | 'quirk';
  readonly rtol: number;
  readonly atol: number;
  readonly notes: string;
  readonly source: { readonly library: string; readonly function: string };
}

type Value = number | ArrayLike<number>;
/** What computes an entry: gets it and a reader of its inputs by role. */
export type GoldenMeasure = (entry: GoldenEntry, read: (role: string) => ReferenceArray) => Value;
/** Measures by `library/measure`, as the entries name them. */
export type GoldenTable = Readonly<Record<string, GoldenMeasure>>;

const folder = 'golden/similarity';
const arrays = new Map<string, ReferenceArray>();

/** The array of that name; an index or slice of the first axis (`nets[2:]`, `covX[0]`) is understood. */
export function goldenArray(expression: string): ReferenceArray {
  const [, name, index] = /^(\w+)(?:\[([^\]]*)\])?$/.exec(expression) ?? [];
  if (name === undefined) throw new Error(`no array behind '${expression}'`);
  const whole = arrays.get(name) ?? readReferenceNpy(referencePath(folder, `${name}.npy`));
  arrays.set(name, whole);
  if (index === undefined) return whole;
  const [length, ...rest] = whole.shape;
  const size = rest.reduce((product, axis) => product * axis, 1);
  const at = (text: string, otherwise: number) =>
    text === '' ? otherwise : Number(text) < 0 ? length + Number(text) : Number(text);
  const [first, last] = index.split(':');
  if (last === undefined) {
    const start = at(first, 0);
    return { data: whole.data.slice(start * size, (start + 1) * size), shape: rest };
  }
  const [start, end] = [at(first, 0), at(last, length)];
  return { data: whole.data.slice(start * size, end * size), shape: [end - start, ...rest] };
}

const keyOf = ({ source, measure }: GoldenEntry) => `${source.library}/${measure}`;
const number = (value: number | string) => Number(value);

/** All entries of the golden set. */
export const goldenEntries = (): GoldenEntry[] =>
  JSON.parse(readFileSync(referencePath(folder, 'expected.json'), 'utf8')).entries;

function expectedOf({ value, value_file }: GoldenEntry): number[] {
  if (value_file) return Array.from(readReferenceNpy(referencePath(folder, value_file)).data);
  return (Array.isArray(value) ? (value as (number | string)[]) : [value as number | string]).map(number);
}

/** What is wrong with a value found, undefined where it is as the entry asks. */
function mismatch(entry: GoldenEntry, found: Value): string | undefined {
  const ours = typeof found === 'number' ? [found] : Array.from(found);
  const theirs = expectedOf(entry);
  const close = (a: number, b: number) =>
    Number.isNaN(b) ? Number.isNaN(a) : a === b || Math.abs(a - b) <= entry.atol + entry.rtol * Math.abs(b);
  if (entry.role === 'bound') {
    const target = entry.compare === 'scalar' || ours.length === 1 ? [Math.min(...theirs)] : theirs;
    if (ours.length !== target.length) return `${ours.length} values, expected ${target.length}`;
    const bad = target.findIndex((b, i) => !(ours[i] <= b + entry.atol + entry.rtol * Math.abs(b)));
    return bad < 0 ? undefined : `${ours[bad]} at ${bad} misses the bound ${target[bad]}`;
  }
  if (ours.length !== theirs.length) return `${ours.length} values, expected ${theirs.length}`;
  const aligned = alignments[entry.compare]?.(ours, theirs, entry.shape ?? []) ?? ours;
  const bad = theirs.findIndex((b, i) => !close(aligned[i], b));
  return bad < 0 ? undefined : `${aligned[bad]} at ${bad}, expected ${theirs[bad]}`;
}

function beyondNoise(entry: GoldenEntry, found: Value): string | undefined {
  const [noise] = expectedOf(entry);
  return Number(found) >= 0 && Number(found) <= noise ? undefined : `${found} is not between 0 and ${noise}`;
}

const sign = (sum: number) => (sum < 0 ? -1 : 1);

/** Values brought as near to the expected ones as what the comparison leaves open allows. */
const alignments: Readonly<Record<string, (a: number[], b: readonly number[], shape: readonly number[]) => number[]>> =
  {
    array_up_to_sign_cols: (a, b, shape) => signed(a, b, (at) => at % shape[shape.length - 1]),
    array_up_to_sign_rows: (a, b, shape) => signed(a, b, (at) => Math.floor(at / (a.length / shape[0]))),
    matrix_up_to_diag_sign(a, b, [n]) {
      // Signs spread from one index to the next over the entry that tells most.
      const signs = new Array(n).fill(0);
      for (let done = 0; done < n; done++) {
        let [best, row, relative] = [-1, signs.indexOf(0), 1];
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++)
            for (const at of [i * n + j, j * n + i])
              if (signs[i] !== 0 && signs[j] === 0 && Math.abs(b[at]) > best)
                [best, row, relative] = [Math.abs(b[at]), j, signs[i] * sign(a[at] * b[at])];
        signs[row] = relative;
      }
      return a.map((value, at) => value * signs[Math.floor(at / n)] * signs[at % n]);
    },
    eigs(a, b) {
      const left = new Set(Array.from({ length: a.length / 2 }, (_, i) => i));
      return Array.from({ length: b.length / 2 }, (_, j) => {
        let [nearest, best] = [-1, Infinity];
        for (const i of left) {
          const distance = Math.hypot(a[2 * i] - b[2 * j], a[2 * i + 1] - b[2 * j + 1]);
          if (distance < best) [nearest, best] = [i, distance];
        }
        left.delete(nearest);
        return [a[2 * nearest], a[2 * nearest + 1]];
      }).flat();
    },
  };

function signed(a: number[], b: readonly number[], lineOf: (at: number) => number): number[] {
  const sums: number[] = [];
  a.forEach((value, at) => {
    sums[lineOf(at)] = (sums[lineOf(at)] ?? 0) + value * b[at];
  });
  return a.map((value, at) => value * sign(sums[lineOf(at)]));
}

/** How many of a list of problems a message shows. */
const SHOWN = 8;

/**
 * One test for each `library/measure` of a table: every `match`, `oracle` and `bound` entry of that name within the
 * tolerance it states. With `quirks`, the `quirk` entries instead: what a library returns although it is a defect or an odd
 * convention, for measures under their compatibility name. `roundingNoise` names entries in which a distance that is 0 came
 * out of the reference as rounding larger than the tolerance: there a value between 0 and the reference's is asked for.
 */
export function describeGolden(
  title: string,
  table: GoldenTable,
  {
    quirks = false,
    roundingNoise = [],
  }: { readonly quirks?: boolean; readonly roundingNoise?: readonly string[] } = {},
): void {
  describeWithReference(title, [folder], () => {
    const all = goldenEntries();
    for (const [key, measure] of Object.entries(table)) {
      const entries = all.filter((entry) => keyOf(entry) === key && (entry.role === 'quirk') === quirks);
      it(`${key}: ${entries.length} values`, () => {
        expect(entries.length).toBeGreaterThan(0);
        const problems = entries.flatMap((entry) => {
          const read = (role: string) => goldenArray(String(entry.inputs[role]));
          const found = measure(entry, read);
          const problem = roundingNoise.includes(entry.id) ? beyondNoise(entry, found) : mismatch(entry, found);
          const where = `${entry.id} ${JSON.stringify(entry.inputs)} ${JSON.stringify(entry.options)}`;
          return problem ? [`${where}: ${problem}`] : [];
        });
        expect(problems.slice(0, SHOWN), `${problems.length} of ${entries.length}`).toEqual([]);
      });
    }
  });
}

/** The `library/measure` names of the families that have an entry to reproduce (not only quirks). */
export const goldenKeys = (families: readonly string[]): string[] => [
  ...new Set(
    goldenEntries()
      .filter(({ family, role }) => role !== 'quirk' && families.includes(family))
      .map(keyOf),
  ),
];

/** The names of all families of golden values. */
export const goldenFamilies = (): string[] => [...new Set(goldenEntries().map(({ family }) => family))];
