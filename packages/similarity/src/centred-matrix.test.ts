import { createRng, type Matrix } from '@lrsim/core';
import { columnMeansAndNorm, frobeniusNorm, minusRow, transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { CentredMatrix } from './centred-matrix.js';

const random = (label: string, columns: number, offset: number): Matrix => {
  const rng = createRng(label);
  return { rows: 30, columns, data: Float64Array.from({ length: 30 * columns }, () => offset + rng.normal()) };
};
const centred = (raw: Matrix) => {
  const { means, norm } = columnMeansAndNorm(raw);
  return new CentredMatrix(raw, means, norm);
};
const plain = (raw: Matrix) => minusRow(raw, columnMeansAndNorm(raw).means);
const expectClose = (a: Float64Array, b: Float64Array) =>
  a.forEach((value, at) => {
    expect(Math.abs(value - b[at])).toBeLessThan(1e-11);
  });

describe.each([
  ['near 0', 0.5],
  ['far from 0', 1e3],
])('a centred matrix of data %s', (_, offset) => {
  const [x, y] = [random('x', 4, offset), random('y', 3, offset)];
  const [a, b] = [centred(x), centred(y)];

  it('has the products, row and column norms of the centred data', () => {
    const expected = transposeMultiply(plain(x), plain(y)).data;
    expectClose(CentredMatrix.transposeMultiply(a, b).data, expected);
    expectClose(
      CentredMatrix.readTransposeProduct(a, b, ({ data }) => data.slice()),
      expected,
    );
    const { data } = plain(x);
    a.rowSquares().forEach((square, i) => {
      expect(square).toBeCloseTo(frobeniusNorm({ rows: 1, columns: 4, data: data.subarray(4 * i, 4 * i + 4) }) ** 2, 9);
    });
    a.columnNorms().forEach((norm, j) => {
      expect(norm).toBeCloseTo(Math.hypot(...data.filter((_value, at) => at % 4 === j)), 9);
    });
  });

  it('makes no copy unless it needs one', () => {
    expect(a.smallMeans).toBe(offset < 1);
    expect(a.upToTranslation === x).toBe(offset < 1);
  });

  it('divides products by norms, 0 for a unit that does not vary, or says that it cannot', () => {
    const norms = [a.columnNorms(), b.columnNorms()];
    norms[1][2] = 0;
    const product = CentredMatrix.productOver(a, norms[0], b, norms[1]);
    if (offset > 1) {
      expect(product).toBeUndefined();
      return;
    }
    const expected = transposeMultiply(a.over(norms[0]), b.over(norms[1])).data;
    expectClose(product?.data as Float64Array, expected);
    expect(product?.data[2]).toBe(0);
  });
});
