import { centreColumns, multiplyTranspose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { type CentredKernelOptions, centredKernel } from './centred-kernel.js';

const kinds: readonly NonNullable<CentredKernelOptions['kernel']>[] = ['linear', 'rbf', 'laplacian', 'polynomial'];

describe('centredKernel', () => {
  it('is the Gram matrix of the centred data for the linear kernel', () => {
    const x = activity(12, 4, 'x');
    const centredX = centreColumns(x);
    const gram = multiplyTranspose(centredX, centredX).data;
    centredKernel(input(x)).data.forEach((value, at) => {
      expect(value).toBeCloseTo(gram[at], 11);
    });
  });

  it('is half the difference from 1 for two samples, of either exponential', () => {
    // K = [[1, k], [k, 1]]: H K H = (1 - k) / 2 [[1, -1], [-1, 1]].
    const x = [
      [0, 0],
      [1, 2],
    ];
    for (const [kernel, size] of [
      ['rbf', 5],
      ['laplacian', 3],
    ] as const) {
      const half = (1 - Math.exp(-0.2 * size)) / 2;
      const found = centredKernel(x, { kernel, gamma: 0.2 }).data;
      [half, -half, -half, half].forEach((value, at) => {
        expect(found[at]).toBeCloseTo(value, 14);
      });
    }
  });

  it.each(kinds)('has rows and columns that sum to 0: %s', (kernel) => {
    const { data } = centredKernel(input(activity(9, 3, 'x')), { kernel });
    const size = Math.max(...data.map(Math.abs));
    for (let i = 0; i < 9; i++) {
      expect(data.slice(9 * i, 9 * i + 9).reduce((sum, value) => sum + value, 0) / size).toBeCloseTo(0, 12);
      for (let k = 0; k < i; k++) expect((data[9 * i + k] - data[9 * k + i]) / size).toBeCloseTo(0, 14);
    }
  });

  it('refuses an unknown kernel and a gamma that is not positive', () => {
    const wrong = 'lapacian' as 'laplacian';
    expect(() => centredKernel([[1], [2]], { kernel: wrong })).toThrow("Did you mean 'laplacian'?");
    expect(() => centredKernel([[1], [2]], { kernel: 'rbf', gamma: 0 })).toThrow('gamma is 0');
    expect(() => centredKernel([[1], [Number.NaN]])).toThrow('x is NaN');
  });
});
