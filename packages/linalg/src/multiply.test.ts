import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableEngines } from '../test/available-engines.js';
import { largestDifference, matrixOf, normalMatrix } from '../test/random-matrices.js';
import { useEngine } from './engines/engine-in-use.js';
import { packedTransposeMultiply } from './engines/packed-transpose-multiply.js';
import { smallProduct, smallProductTranspose, smallTransposeProduct } from './engines/small-products.js';
import {
  multiply,
  multiplyTranspose,
  readProductTranspose,
  readTransposeProduct,
  readUpperGram,
  transposeMultiply,
} from './multiply.js';
import { transpose } from './transpose.js';

describe('multiply and transposeMultiply', () => {
  it('multiply a small pair as by hand', () => {
    const a = matrixOf([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const b = matrixOf([
      [1, 0],
      [2, -1],
      [0, 3],
    ]);
    expect([...multiply(a, b).data]).toEqual([5, 7, 14, 13]);
    expect([...transposeMultiply(transpose(a), b).data]).toEqual([5, 7, 14, 13]);
  });

  it('equal the sum of products for every size, including those that do not fill a strip', () => {
    const size = fc.integer({ min: 1, max: 17 });
    fc.assert(
      fc.property(size, size, size, (samples, p, q) => {
        const a = normalMatrix(samples, p, 'a');
        const b = normalMatrix(samples, q, 'b');
        const expected = Float64Array.from({ length: p * q }, (_, at) => {
          let sum = 0;
          for (let t = 0; t < samples; t++) sum += a.data[t * p + Math.floor(at / q)] * b.data[t * q + (at % q)];
          return sum;
        });
        // The same additions in the same order: no tolerance needed. An engine may add in another.
        expect(packedTransposeMultiply(a, b)).toEqual({ rows: p, columns: q, data: expected });
        expect(smallTransposeProduct(a, b)).toEqual({ rows: p, columns: q, data: expected });
        expect(smallProduct(transpose(a), b)).toEqual({ rows: p, columns: q, data: expected });
        expect(smallProductTranspose(transpose(a), transpose(b))).toEqual({ rows: p, columns: q, data: expected });
        expect(packedTransposeMultiply(a, a)).toEqual(packedTransposeMultiply(a, { ...a }));
        expect(largestDifference(transposeMultiply(a, b).data, expected)).toBeLessThan(1e-13);
        expect(largestDifference(multiply(transpose(a), b).data, expected)).toBeLessThan(1e-13);
        expect(largestDifference(multiplyTranspose(transpose(a), transpose(b)).data, expected)).toBeLessThan(1e-13);
        const square = transposeMultiply(a, a);
        expect(largestDifference(square.data, transposeMultiply(a, { ...a }).data)).toBeLessThan(1e-13);
        expect(transpose(square)).toEqual(square);
      }),
    );
  });

  it('leave their arguments as they were', () => {
    const a = normalMatrix(5, 3, 'a');
    const before = Float64Array.from(a.data);
    transposeMultiply(a, a);
    multiply(transpose(a), a);
    expect(largestDifference(a.data, before)).toBe(0);
  });

  it('name both sizes where they do not fit', () => {
    const [a, b] = [normalMatrix(2, 3), normalMatrix(4, 2)];
    expect(() => multiply(a, b)).toThrow('multiply: a is 2 x 3, b is 4 x 2; a needs as many columns as b has rows');
    expect(() => transposeMultiply(a, b)).toThrow(
      'transposeMultiply: a is 2 x 3, b is 4 x 2; both need the same number of rows',
    );
  });
});

describe('readTransposeProduct and readProductTranspose', () => {
  it('hand over the product, also one inside the other, and one after a larger one', () => {
    const [a, b, c] = [normalMatrix(30, 20, 'a'), normalMatrix(30, 25, 'b'), normalMatrix(30, 12, 'c')];
    const copied = ({ rows, columns, data }: { rows: number; columns: number; data: Float64Array }) => ({
      rows,
      columns,
      data: Float64Array.from(data),
    });
    for (const [x, y] of [
      [a, b],
      [b, b],
      [a, c],
    ]) {
      const [inside, outside] = readTransposeProduct(x, y, (product) => [
        readTransposeProduct(c, c, copied),
        copied(product),
      ]);
      expect(outside).toEqual(transposeMultiply(x, y));
      expect(inside).toEqual(transposeMultiply(c, c));
      expect(readProductTranspose(transpose(x), transpose(y), copied)).toEqual(
        multiplyTranspose(transpose(x), transpose(y)),
      );
    }
    expect(() => readTransposeProduct(a, transpose(b), copied)).toThrow(/same number of rows/);
  });
});

describe.each(availableEngines())('readUpperGram on %s', (name) => {
  it("hands over what AA' has on and above its diagonal, of small matrices and large ones", () => {
    useEngine(name);
    for (const [rows, columns] of [
      [1, 1],
      [3, 2],
      [40, 90],
      [150, 20],
    ]) {
      const a = normalMatrix(rows, columns);
      const expected = multiplyTranspose(a, a).data;
      const upper = (data: Float64Array) => data.filter((_, at) => at % rows >= Math.floor(at / rows));
      const found = readUpperGram(a, (product) => upper(product.data));
      expect(largestDifference(found, upper(expected))).toBeLessThan(1e-12 * columns);
    }
    useEngine('auto');
  });
});
