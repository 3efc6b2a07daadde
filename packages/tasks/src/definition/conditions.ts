/** The variables of a trial by name. Those that are numbers or strings are told with the trial; others are the task's own. */
export type Variables = Readonly<Record<string, unknown>>;

const isTold = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string';

/** The variables that are told with a trial: the same object where that is all of them. */
export function told(variables: Variables): Readonly<Record<string, number | string>> {
  for (const name in variables)
    if (!isTold(variables[name]))
      return Object.fromEntries(
        Object.entries(variables).filter((entry): entry is [string, number | string] => isTold(entry[1])),
      );
  return variables as Readonly<Record<string, number | string>>;
}

/** All combinations of the levels of some variables, the last one fastest: a full factorial design. */
export function factors<const F extends Readonly<Record<string, readonly (number | string)[]>>>(
  levels: F,
): { readonly [K in keyof F]: F[K][number] }[] {
  return Object.entries(levels).reduce<Record<string, number | string>[]>(
    (designs, [name, values]) => designs.flatMap((design) => values.map((value) => ({ ...design, [name]: value }))),
    [{}],
  ) as { readonly [K in keyof F]: F[K][number] }[];
}

/** 1 at one of `count` places, 0 at the others; 0 throughout for a place that is none. */
export const oneHot = (count: number, place: number): number[] =>
  Array.from({ length: count }, (_, i) => Number(i === place));

/** 0, 1, ... count - 1. */
export const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
