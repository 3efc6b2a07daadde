import { readFileSync } from 'node:fs';
import type { Matrix } from '@lrsim/core';
import { principalComponents, transpose } from '@lrsim/linalg';
import { describeWithReference, readReferenceSafetensors, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { input } from '../test/activity.js';
import { ccaDistance } from './cca/cca-distance.js';
import { angularCka, ckaDistance } from './cka/linear-cka.js';
import { procrustes } from './shape/procrustes.js';

const tensorsFile = 'reference/metrics/cases.safetensors';
const numbers = 'reference/numbers.json';

describeWithReference("The authors' metrics and netrep on small cases", [tensorsFile, numbers], () => {
  const { tensors } = readReferenceSafetensors(referencePath(tensorsFile));
  const { cases } = JSON.parse(readFileSync(referencePath(numbers), 'utf8')).metric_cases;
  /** The files have units as rows. */
  const read = (name: string): Matrix => {
    const { data, shape } = tensors[name];
    return transpose({ rows: shape[0], columns: shape[1], data });
  };

  it.each(Object.keys(cases))('%s', (name) => {
    const expected = cases[name];
    const [xMatrix, yMatrix] = [read(`${name}.X`), read(`${name}.Y`)];
    const [x, y] = [input(xMatrix), input(yMatrix)];
    // Angles lose half the digits where the distance is 0 (the rotated copy).
    const near = (value: number, target: number, tolerance = 1e-13) =>
      expect(Math.abs(value - target)).toBeLessThan(target < 1e-6 ? 1e-7 : tolerance * Math.max(1, target));

    near(procrustes(x, y, { score: 'radians' }), expected['netrep_alpha1.0_angular']);
    near(procrustes(x, y, { score: 'euclidean' }), expected['netrep_alpha1.0_euclidean']);
    near(procrustes(x, y), expected.procrustes_normalized);
    near(ckaDistance(x, y), expected.CKA);
    near(angularCka(x, y), expected.metricCKA);
    near(ccaDistance(x, y, { components: expected.n_PCs }), expected.CCA_nPCs, 1e-12);
    const [xReduced, yReduced] = [xMatrix, yMatrix].map((one) =>
      input(principalComponents(one, expected.n_PCs).scores),
    );
    near(procrustes(xReduced, yReduced), expected.procrustes_normalized_nPCs);
  });
});
