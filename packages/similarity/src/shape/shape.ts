import { ArgumentError, type Matrix, type MatrixInput, NonFiniteError, toMatrix } from '@lrsim/core';
import { frobeniusNorm, minusRow, qr, readTransposeProduct, transpose } from '@lrsim/linalg';
import { centred, readCrossProduct } from '../centred.js';
import { lazily } from '../lazily.js';

/** One representation as a shape metric keeps it. */
export interface Shape {
  readonly argument: string;
  /** Samples x units, centred where asked, perhaps whitened. */
  readonly matrix: Matrix;
  readonly means: Float64Array;
  readonly norm: number;
  /** Samples x at most as many dimensions, with the same Gram matrix: all that a distance needs of it. Made when first needed. */
  readonly compact: () => Matrix;
}

/** A shape of which no compact form is needed. */
export type PlainShape = Omit<Shape, 'compact'>;

/** Reads a representation. Without centring it is refused where it is zero throughout. */
export function readShape(
  input: MatrixInput,
  centre: boolean,
  where: string,
  argument: string,
  lasting = true,
): PlainShape {
  if (centre) return centred(input, where, argument, lasting);
  const matrix = toMatrix(where, argument, input);
  const norm = frobeniusNorm(matrix);
  if (norm === 0)
    throw new ArgumentError(`${where}: ${argument} is zero throughout (${matrix.rows} x ${matrix.columns})`);
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return { argument, matrix, means: new Float64Array(matrix.columns), norm };
}

/** Reads samples of the units of a shape, with the means it was trained with removed. */
export function readLike(
  input: MatrixInput,
  { matrix, means }: Pick<Shape, 'matrix' | 'means'>,
  where: string,
  argument: string,
): Matrix {
  const raw = toMatrix(where, argument, input);
  if (raw.columns !== matrix.columns)
    throw new ArgumentError(
      `${where}: ${argument} has ${raw.columns} units, the samples it was fitted on have ${matrix.columns}; expected the same`,
    );
  return minusRow(raw, means);
}

/** Norms beyond these have products beyond float64. */
const [SMALLEST, LARGEST] = [1e-140, 1e140];
const isModerate = (norm: number) => norm >= SMALLEST && norm <= LARGEST;

/** The data, of norm 1 where their products would be beyond float64 otherwise. */
export const moderate = ({ matrix, norm }: Pick<Shape, 'matrix' | 'norm'>): Matrix =>
  isModerate(norm) ? matrix : { ...matrix, data: matrix.data.map((v) => v / norm) };

/** With this many more units than samples a QR costs less than it saves. */
const isWide = ({ rows, columns }: Matrix) => columns > 1.5 * rows;

/** With many more units than samples, X = R'Q' of X' = QR: R' has the Gram matrix of X and as few columns as samples. */
export const withCompact = <S extends PlainShape>(shape: S): S & Pick<Shape, 'compact'> => ({
  ...shape,
  compact: lazily(() => {
    const matrix = moderate(shape);
    return isWide(matrix) ? transpose(qr(transpose(matrix)).r) : matrix;
  }),
});

/** What `read` makes of X'Y of the compact forms, which it must not keep. */
export const readCompactProduct = <T>(x: Shape, y: Shape, read: (product: Matrix) => T): T =>
  [x, y].every(({ matrix, norm }) => isModerate(norm) && !isWide(matrix))
    ? readCrossProduct(x.matrix, y.matrix, read)
    : readTransposeProduct(x.compact(), y.compact(), read);

/** The norm that `moderate` and `compact` data have. */
export const compactNorm = ({ norm }: Pick<Shape, 'norm'>) => (isModerate(norm) ? norm : 1);
