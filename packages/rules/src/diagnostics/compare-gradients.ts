import { ArgumentError, type Floats, type Params } from '@lrsim/core';

/** How one gradient stands to another. */
export interface GradientComparison {
  /** Cosine of the angle between them; NaN where either is zero. */
  readonly cosine: number;
  /** |gradient| / |exact|; NaN or infinite where the exact one is zero. */
  readonly relativeLength: number;
  /** |gradient - exact| / |exact|. */
  readonly relativeError: number;
}

/** A comparison for all parameters together and for each by name. */
export interface GradientComparisons {
  readonly overall: GradientComparison;
  readonly parameters: Readonly<Record<string, GradientComparison>>;
}

/**
 * A rule's gradient as the exact one at another speed, and an error at right angles to it: gradient = speed exact + error
 * (Liu et al. 2022, doi:10.48550/arXiv.2206.00823).
 */
export interface SlowerPlusError {
  /** Length along the exact gradient relative to it: below 1 the rule descends more slowly, below 0 it ascends. */
  readonly speed: number;
  /** Length of the error relative to the exact gradient. */
  readonly error: number;
}

/** Inner products of two gradients. */
interface Products {
  readonly gradient: number;
  readonly exact: number;
  readonly mixed: number;
}

/**
 * Cosine, relative length and relative error of a gradient against the exact one, for every parameter and for all together.
 *
 * @param gradient - what a rule gave, named arrays.
 * @param exact - BPTT's gradient, or another to compare with: the same names and lengths.
 * @param names - the parameters counted in `overall`; all by default.
 * @throws ArgumentError where the two are not of one tree, or for a name neither has.
 */
export function compareGradients(
  gradient: Params<Floats>,
  exact: Params<Floats>,
  names: readonly string[] = Object.keys(exact),
): GradientComparisons {
  const products = productsOf(gradient, exact);
  return {
    overall: comparison(total('compareGradients', products, names)),
    parameters: Object.fromEntries(Object.entries(products).map(([name, one]) => [name, comparison(one)])),
  };
}

/**
 * Splits a rule's gradient into the exact one at another speed and an error at right angles to it.
 *
 * @param names - the parameters taken together; all by default.
 * @throws ArgumentError where the two are not of one tree, for an unknown name, or where the exact gradient is zero.
 */
export function slowerPlusError(
  gradient: Params<Floats>,
  exact: Params<Floats>,
  names: readonly string[] = Object.keys(exact),
): SlowerPlusError {
  const products = total('slowerPlusError', productsOf(gradient, exact), names);
  if (products.exact === 0)
    throw new ArgumentError('slowerPlusError: the exact gradient is zero; expected one that points somewhere');
  const speed = products.mixed / products.exact;
  const squaredError = products.gradient / products.exact - speed ** 2;
  return { speed, error: Math.sqrt(Math.max(0, squaredError)) };
}

function productsOf(gradient: Params<Floats>, exact: Params<Floats>): Record<string, Products> {
  const products: Record<string, Products> = {};
  for (const [name, { data }] of Object.entries(exact)) {
    const other = gradient[name]?.data;
    if (other?.length !== data.length)
      throw new ArgumentError(
        `compareGradients: gradient.${name} has ${other?.length ?? 'no'} values; expected ${data.length}, as exact.${name} has`,
      );
    let [own, theirs, mixed] = [0, 0, 0];
    for (let k = 0; k < data.length; k++) {
      own += other[k] * other[k];
      theirs += data[k] * data[k];
      mixed += other[k] * data[k];
    }
    products[name] = { gradient: own, exact: theirs, mixed };
  }
  return products;
}

function total(where: string, products: Record<string, Products>, names: readonly string[]): Products {
  const unknown = names.find((name) => !products[name]);
  if (unknown !== undefined)
    throw new ArgumentError(
      `${where}: names has '${unknown}'; the gradients are of ${Object.keys(products).join(', ')}`,
    );
  const sum = (part: keyof Products) => names.reduce((so, name) => so + products[name][part], 0);
  return { gradient: sum('gradient'), exact: sum('exact'), mixed: sum('mixed') };
}

const comparison = ({ gradient, exact, mixed }: Products): GradientComparison => ({
  cosine: mixed / Math.sqrt(gradient * exact),
  relativeLength: Math.sqrt(gradient / exact),
  relativeError: Math.sqrt(Math.max(0, gradient - 2 * mixed + exact) / exact),
});
