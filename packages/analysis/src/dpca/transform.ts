import { ArgumentError, lookUp, type Matrix, type NdArray, type NdLike } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';
import { inAxisOrder, readUnitsBySamples, type UnitsBySamples } from './axes.js';
import type { Dpca, DpcaMarginalisation } from './types.js';

/**
 * The components' values on other data of the same units: decoder' (x - mean), with the components in the place of units.
 *
 * The mean removed is that of the data the components were fitted to.
 *
 * @param x - the units, and as many parameter axes as the fit had labels; their sizes may differ.
 * @throws ArgumentError for an unknown marginalisation, another number of units or axes, or NaN.
 */
export function dpcaTransform(model: Dpca, x: NdLike, marginalisation: string): NdArray {
  const { decoder } = partOf(model, marginalisation);
  const { matrix, axes } = readFor('dpcaTransform', model, x);
  return inAxisOrder(transposeMultiply(asMatrix(decoder), shifted(matrix, model.mean, -1)), axes, model.unitAxis);
}

/**
 * Data of the units from values of one marginalisation's components: encoder times latent, plus the mean of each unit.
 *
 * @param latent - the components in the place of units, as `dpcaTransform` gives.
 * @param options.addMean - false leaves the mean out, as the Python library does. Default true.
 * @throws ArgumentError for an unknown marginalisation, another number of components or axes, or NaN.
 */
export function dpcaInverseTransform(
  model: Dpca,
  latent: NdLike,
  marginalisation: string,
  { addMean = true }: { readonly addMean?: boolean } = {},
): NdArray {
  const { encoder } = partOf(model, marginalisation);
  const read = readUnitsBySamples('dpcaInverseTransform', 'latent', latent, model.labels, model.unitAxis);
  if (read.matrix.rows !== encoder.shape[1])
    throw new ArgumentError(
      `dpcaInverseTransform: latent has ${read.matrix.rows} components; '${marginalisation}' has ${encoder.shape[1]}`,
    );
  const rebuilt = multiply(asMatrix(encoder), read.matrix);
  return inAxisOrder(addMean ? shifted(rebuilt, model.mean, 1) : rebuilt, read.axes, model.unitAxis);
}

/** What one marginalisation's components hold of data: `dpcaInverseTransform` of `dpcaTransform`. */
export function dpcaReconstruct(
  model: Dpca,
  x: NdLike,
  marginalisation: string,
  options: { readonly addMean?: boolean } = {},
): NdArray {
  return dpcaInverseTransform(model, dpcaTransform(model, x, marginalisation), marginalisation, options);
}

function partOf(model: Dpca, marginalisation: string): DpcaMarginalisation {
  const part = lookUp('marginalisation', model.marginalisations, marginalisation);
  if (part.encoder.shape[1] === 0)
    throw new ArgumentError(`dpca: '${marginalisation}' has no components; expected one that has`);
  return part;
}

function readFor(where: string, model: Dpca, x: NdLike): UnitsBySamples {
  const read = readUnitsBySamples(where, 'x', x, model.labels, model.unitAxis);
  if (read.matrix.rows !== model.mean.length)
    throw new ArgumentError(`${where}: x has ${read.matrix.rows} units; the components are of ${model.mean.length}`);
  return read;
}

const asMatrix = ({ data, shape }: NdArray): Matrix => ({ rows: shape[0], columns: shape[1], data });

const shifted = (a: Matrix, offsets: Float64Array, factor: number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value + factor * offsets[Math.floor(at / a.columns)]),
});
