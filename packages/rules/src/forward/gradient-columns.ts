/** How many columns the family's gradients have for each unit: recurrent weights, input weights, bias and initial state. */
export const columnsOf = ({ nUnits, nIn }: { readonly nUnits: number; readonly nIn: number }): number =>
  nUnits + nIn + 2;

/** The gradient [nUnits, columns] of a forward rule, taken apart into those of its parameters. */
export function partsOf(sizes: { readonly nUnits: number; readonly nIn: number }, gradient: Float64Array) {
  const { nUnits, nIn } = sizes;
  const columns = columnsOf(sizes);
  const part = (from: number, width: number) =>
    Float64Array.from(
      { length: nUnits * width },
      (_, k) => gradient[Math.floor(k / width) * columns + from + (k % width)],
    );
  return {
    recurrentWeights: part(0, nUnits),
    inputWeights: part(nUnits, nIn),
    bias: part(nUnits + nIn, 1),
    initialState: part(nUnits + nIn + 1, 1),
  };
}
