import { describeWithReference, goldenFamilies, goldenKeys } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { goldenTables } from '../test/golden/index.js';

/** Families of golden values that another package holds: demixed PCA and means of shapes are in analysis. */
const ELSEWHERE = ['dpca'];
const OF_ANALYSIS = ['netrep/frechet_mean', 'netrep/frechet_objective', 'netrep/euclidean_tangent_space'];
const families = [
  ...['shape', 'multiset', 'util', 'procrustes', 'resi', 'soft', 'stochastic', 'bures', 'riemannian', 'diffscore'],
  ...['cka', 'cca', 'pls', 'regression', 'ensd', 'knn', 'subspace', 'rsa', 'rdm', 'noise', 'dmd', 'dsa', 'inputdsa'],
];

describeWithReference('The golden values', ['golden/similarity'], () => {
  it('are every one claimed by a table, so that none goes untested', () => {
    const claimed = new Set([...Object.values(goldenTables).flatMap((table) => Object.keys(table)), ...OF_ANALYSIS]);
    expect(goldenKeys(families).filter((key) => !claimed.has(key))).toEqual([]);
  });

  it('have no family that nobody knows', () => {
    expect(goldenFamilies().filter((family) => ![...families, ...ELSEWHERE].includes(family))).toEqual([]);
  });
});
