import { ArgumentError, checkFinite, checkLength, type Floats, type Params } from '@lrsim/core';

/**
 * The flat weights of a network's parameters, checked at the border: every parameter is there, has its shape, and is
 * finite. The arrays are the parameters' own.
 */
export function weightsOf<F extends Floats, Name extends string>(
  where: string,
  params: Params<F>,
  shapes: Readonly<Record<Name, readonly number[]>>,
): Record<Name, F> {
  const weights = {} as Record<Name, F>;
  for (const [name, shape] of Object.entries(shapes) as [Name, readonly number[]][]) {
    const parameter = params[name];
    if (!parameter)
      throw new ArgumentError(`${where}: params has no ${name}; expected ${Object.keys(shapes).join(', ')}`);
    if (parameter.shape.join() !== shape.join())
      throw new ArgumentError(
        `${where}: params.${name} has the shape [${parameter.shape.join(', ')}]; expected [${shape.join(', ')}]`,
      );
    checkLength(where, `params.${name}`, parameter.data, shape);
    checkFinite(where, `params.${name}`, parameter.data, shape);
    weights[name] = parameter.data;
  }
  return weights;
}
