import type { GoldenEntry, GoldenTable, ReferenceArray } from '@lrsim/test-support';
import { goldenArray } from '@lrsim/test-support';
import { type AlignmentGroup, euclideanTangentSpace, frechetMean } from '../../src/index.js';

const group = ({ options }: GoldenEntry) => options.group as AlignmentGroup;

function networks({ data, shape: [count, rows, units] }: ReferenceArray): ReferenceArray[] {
  return Array.from({ length: count }, (_, i) => ({
    data: data.slice(i * rows * units, (i + 1) * rows * units),
    shape: [rows, units],
  }));
}

/** netrep's sets of networks. */
export const shapesGolden: GoldenTable = {
  'netrep/frechet_mean': (entry, read) => {
    const xs = networks(read('nets'));
    // Its tolerance is on the root mean square change itself; ours is relative to that of the mean.
    const found = frechetMean(xs, {
      group: group(entry),
      start: goldenArray(entry.options.warmstart),
      tolerance: 1e-6,
    });
    const { data } = found.mean;
    const size = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
    return frechetMean(xs, {
      group: group(entry),
      method: 'full-batch',
      start: goldenArray(entry.options.warmstart),
      tolerance: entry.options.tol / size,
      maxIterations: entry.options.max_iter,
    }).mean.data;
  },
  'netrep/frechet_objective': (entry, read) => frechetMean(networks(read('nets')), { group: group(entry) }).objective,
  'netrep/euclidean_tangent_space': (entry, read) =>
    euclideanTangentSpace(networks(read('nets')), goldenArray(entry.options.Xbar), { group: group(entry) }).flatMap(
      ({ data }) => Array.from(data),
    ),
};
