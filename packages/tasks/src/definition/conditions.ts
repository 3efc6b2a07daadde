/** The trial variables of a condition by name. */
export type Variables = Readonly<Record<string, number | string>>;

/** All combinations of the levels of some variables, the last one fastest: a full factorial design. */
export function factors<const F extends Readonly<Record<string, readonly (number | string)[]>>>(
  levels: F,
): { readonly [K in keyof F]: F[K][number] }[] {
  return Object.entries(levels).reduce<Record<string, number | string>[]>(
    (designs, [name, values]) => designs.flatMap((design) => values.map((value) => ({ ...design, [name]: value }))),
    [{}],
  ) as { readonly [K in keyof F]: F[K][number] }[];
}

/** 0, 1, ... count - 1. */
export const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
