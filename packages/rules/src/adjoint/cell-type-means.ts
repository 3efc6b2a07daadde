import { ArgumentError, type Floats, type NdArray, type Params } from '@lrsim/core';
import { type LeakyNetwork, typeOfUnit } from '@lrsim/rnn';

/** The state of a rule that knows synapses by the types of the cells they join: the type of every unit, [nUnits]. */
export type TypedUnits = Params & { readonly typeOfUnit: NdArray<Floats> };

/**
 * The types of a network's units: its cell types, or excitatory and inhibitory under Dale's law, or one type where units do
 * not differ.
 */
export function unitTypes({ nUnits, cellTypes, constraint }: LeakyNetwork): TypedUnits {
  const types = new Float32Array(nUnits);
  if (constraint.kind === 'dale') {
    if (cellTypes) types.set(typeOfUnit(nUnits, constraint.excitatoryUnits, cellTypes));
    else types.fill(1, constraint.excitatoryUnits);
  }
  return { typeOfUnit: { data: types, shape: [nUnits] } };
}

/**
 * The mean weight of every (postsynaptic type x presynaptic type) block, at the place of each of its weights, [nUnits, nUnits]:
 * the mean is over all pairs of cells, absent connections and the diagonal included.
 */
export function cellTypeMeans(weights: ArrayLike<number>, { typeOfUnit: { data: types } }: TypedUnits): Float64Array {
  const nUnits = types.length;
  if (weights.length !== nUnits * nUnits)
    throw new ArgumentError(
      `cellTypeMeans: the state gives the types of ${nUnits} units; expected those of the network’s ${Math.sqrt(weights.length)}`,
    );
  const [index, nTypes] = numbered(types);
  const sums = new Float64Array(nTypes * nTypes);
  const counts = new Float64Array(nTypes * nTypes);
  const block = (k: number) => index[Math.floor(k / nUnits)] * nTypes + index[k % nUnits];
  for (let k = 0; k < weights.length; k++) {
    sums[block(k)] += weights[k];
    counts[block(k)] += 1;
  }
  return Float64Array.from({ length: weights.length }, (_, k) => sums[block(k)] / counts[block(k)]);
}

/** Types, whatever numbers they go by, as 0, 1, ... and how many there are. */
function numbered(types: Floats): [index: Int32Array, count: number] {
  const known = [...new Set(types)];
  return [Int32Array.from(types, (type) => known.indexOf(type)), known.length];
}
