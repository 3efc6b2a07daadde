import { checkInteger, createRng, type MatrixInput, type Rng } from '@lrsim/core';
import { crossValidatedClassifier } from './cross-validation.js';
import type { DecodingOptions, DecodingSignificance, Label } from './types.js';

/**
 * Whether held-out accuracy is above that of shuffled labels, which is the chance level that counts for few trials.
 *
 * Labels are shuffled over trials; with `groups` within each group, or over whole groups where every group has one label, so
 * that what belongs together stays together. p is (1 + shufflings at least as accurate) / (1 + shufflings).
 *
 * @param x - trials x units.
 * @param labels - one for each trial.
 * @param options.shuffles - default 200.
 * @throws ArgumentError as `crossValidatedClassifier`.
 * @source Ojala & Garriga 2010 (J. Mach. Learn. Res. 11:1833).
 */
export function decodingSignificance<L extends Label>(
  x: MatrixInput,
  labels: readonly L[],
  { shuffles = 200, rng = createRng(0), ...options }: DecodingOptions & { readonly shuffles?: number } = {},
): DecodingSignificance {
  checkInteger('decodingSignificance', 'shuffles', shuffles);
  const accuracyOf = (these: readonly L[], name: string) =>
    crossValidatedClassifier(x, these, { ...options, rng: rng.fork(name) }).accuracy;
  const accuracy = accuracyOf(labels, 'data');
  const shuffled = Float64Array.from({ length: shuffles }, (_, i) =>
    accuracyOf(shuffledLabels(labels, options.groups, rng.fork(`labels ${i}`)), `folds ${i}`),
  );
  return {
    accuracy,
    shuffled,
    chance: shuffled.reduce((sum, value) => sum + value, 0) / shuffles,
    pValue: (1 + shuffled.filter((value) => value >= accuracy).length) / (1 + shuffles),
  };
}

function shuffledLabels<L extends Label>(labels: readonly L[], groups: readonly Label[] | undefined, rng: Rng): L[] {
  if (!groups) return permuted(labels, rng);
  const members = new Map<Label, number[]>();
  groups.forEach((group, i) => {
    members.set(group, [...(members.get(group) ?? []), i]);
  });
  const lists = [...members.values()];
  const result = [...labels];
  if (lists.every((list) => list.every((i) => labels[i] === labels[list[0]]))) {
    const ofGroups = permuted(
      lists.map(([first]) => labels[first]),
      rng,
    );
    lists.forEach((list, k) => {
      for (const i of list) result[i] = ofGroups[k];
    });
    return result;
  }
  for (const list of lists)
    permuted(
      list.map((i) => labels[i]),
      rng,
    ).forEach((label, k) => {
      result[list[k]] = label;
    });
  return result;
}

function permuted<T>(values: readonly T[], rng: Rng): T[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
