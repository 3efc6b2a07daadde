import { UnknownNameError } from './errors.js';

/**
 * Looks `name` up in a table of members; an unknown name throws with the nearest known one.
 *
 * @param kind - what the table holds, for the message: 'task', 'learning rule', 'metric'.
 */
export function lookUp<T>(kind: string, table: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(table, name)) return table[name];
  const known = Object.keys(table);
  const nearest = known.reduce<string | undefined>(
    (best, candidate) =>
      best === undefined || editDistance(name, candidate) < editDistance(name, best) ? candidate : best,
    undefined,
  );
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  throw new UnknownNameError(`there is no ${kind} named '${name}'.${hint} Known: ${known.join(', ')}`);
}

/** Levenshtein distance, ignoring case. */
function editDistance(a: string, b: string): number {
  const [from, to] = [a.toLowerCase(), b.toLowerCase()];
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++)
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
    previous = current;
  }
  return previous[to.length];
}
