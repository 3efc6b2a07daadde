import { readFileSync } from 'node:fs';
import type { MatrixInput } from '@lrsim/core';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { canonicalCorrelations } from './canonical-correlations.js';
import { angularCka, linearCka } from './linear-cka.js';
import { procrustes } from './procrustes.js';

interface Entry {
  readonly measure: string;
  readonly role: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: { readonly X: string; readonly Y: string };
  readonly value: number | readonly number[];
  readonly atol: number;
  readonly rtol: number;
}
interface Peer {
  readonly title: string;
  readonly entries: number;
  readonly matches: (entry: Entry) => boolean;
  readonly measure: (x: MatrixInput, y: MatrixInput) => number | Float64Array;
}

const linearMetric = (form: string) => (entry: Entry) =>
  entry.measure === 'LinearMetric' &&
  entry.options.alpha === 1 &&
  entry.options.center_columns === true &&
  entry.options.score_method === form;

const peers: readonly Peer[] = [
  {
    title: 'netrep LinearMetric, angular',
    entries: 21,
    matches: linearMetric('angular'),
    measure: (x, y) => procrustes(x, y, { score: 'radians' }),
  },
  {
    title: 'netrep LinearMetric, Euclidean',
    entries: 21,
    matches: linearMetric('euclidean'),
    measure: (x, y) => procrustes(x, y, { score: 'euclidean' }),
  },
  {
    title: 'resi Procrustes of unit norm',
    entries: 20,
    matches: ({ measure }) => measure === 'OrthogonalProcrustesCenteredAndNormalized',
    measure: (x, y) => procrustes(x, y, { score: 'unit-euclidean' }),
  },
  {
    title: 'google linear CKA',
    entries: 40,
    matches: ({ measure, options }) => measure === 'cka' && options.kernel === 'linear' && options.debiased === false,
    measure: (x, y) => linearCka(x, y),
  },
  {
    title: 'netrep angular CKA',
    entries: 20,
    matches: ({ measure, options }) => measure === 'LinearCKA_angular' && options.center_columns === true,
    measure: (x, y) => (angularCka(x, y) * Math.PI) / 2,
  },
  {
    title: 'svcca canonical correlations, without regularisation',
    entries: 16,
    matches: ({ measure }) => measure === 'cca_rho',
    measure: (x, y) => canonicalCorrelations(x, y, { components: 1000, regularisation: 0 }),
  },
];

const folder = 'golden/similarity';

describeWithReference('The metrics of other libraries', [folder], () => {
  const { entries } = JSON.parse(readFileSync(referencePath(folder, 'expected.json'), 'utf8')) as { entries: Entry[] };
  const read = (name: string) => readReferenceNpy(referencePath(folder, `${name}.npy`));

  it.each(peers)('$title: $entries values within the tolerance each states', ({ entries: count, matches, measure }) => {
    const chosen = entries.filter((entry) => entry.role === 'match' && matches(entry));
    expect(chosen).toHaveLength(count);
    for (const { inputs, value, atol, rtol } of chosen) {
      const found = [measure(read(inputs.X), read(inputs.Y))].flatMap((one) =>
        typeof one === 'number' ? one : [...one],
      );
      const expected = [value].flat();
      const failing = expected.filter((target, i) => !(Math.abs(found[i] - target) <= atol + rtol * Math.abs(target)));
      expect({ inputs, found, expected, failing }).toMatchObject({ failing: [] });
    }
  });
});
