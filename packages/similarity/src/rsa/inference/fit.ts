import { lookUp } from '@lrsim/core';
import { compareAllRdms } from '../compare.js';
import { checkSameConditions, toRdms } from '../rdm-input.js';
import type { Rdm, RdmComparison, RdmInput } from '../types.js';
import { descend, goldenSection } from './minimise.js';
import { componentsOf, predictRdm } from './models.js';
import { mean } from './noise-ceiling.js';
import { isRegressable, regress } from './regress.js';
import type { FitModelOptions, InterpolatedModel, RdmModel, WeightedModel } from './types.js';

/** Comparisons that are smaller the closer two RDMs are. */
const distances: readonly RdmComparison[] = ['squared-bures-distance', 'euclidean'];

/** Comparisons that see the scale of an RDM. */
const scaleDependent: readonly RdmComparison[] = [...distances, 'negative-riemannian'];

/** Points on each stretch of an interpolated model where the search for the best one starts. */
const STARTS_PER_STRETCH = 8;

type Loss = (parameters: ArrayLike<number>) => number;

/**
 * The parameters with which a model compares best with subjects' RDMs, on average; deterministic.
 *
 * A `select` model: the best of its RDMs. `weighted`: least squares for the four comparisons of `regressModelWeights`, scaled to
 * norm 1; for others downhill simplex from the weights of `cosine`, equal ones and each RDM alone. `interpolated`: golden
 * section between 8 points on each stretch.
 *
 * @returns what `predictRdm` takes; empty for a fixed model.
 * @throws ArgumentError for RDMs of other conditions than the model's, or what `compareRdms` refuses.
 */
export function fitModel(model: RdmModel, data: readonly RdmInput[], options: FitModelOptions = {}): Float64Array {
  const subjects = toRdms('fitModel', 'data', data);
  checkSameConditions('fitModel', componentsOf(model)[0], subjects[0], 'model', 'data');
  return fitted('fitModel', model, subjects, options);
}

/** `fitModel` to RDMs already read. */
export function fitted(
  where: string,
  model: RdmModel,
  subjects: readonly Rdm[],
  options: FitModelOptions,
): Float64Array {
  const sign = distances.includes(options.compare ?? 'cosine') ? 1 : -1;
  const loss = (rdm: Rdm) => sign * mean(compareAllRdms([rdm], subjects, options).data);
  const ofParameters: Loss = (parameters) => loss(predictRdm(model, parameters));
  const fits: Readonly<Record<RdmModel['kind'], () => Float64Array>> = {
    fixed: () => new Float64Array(0),
    select: () => Float64Array.of(indexOfLeast(componentsOf(model).map(loss))),
    weighted: () => fitWeights(where, model as WeightedModel, subjects, options, ofParameters),
    interpolated: () => fitPosition(model as InterpolatedModel, ofParameters),
  };
  return lookUp('kind of RDM model', fits, model.kind)();
}

const indexOfLeast = (values: readonly number[]): number =>
  values.reduce((best, value, at) => (value < values[best] ? at : best), 0);

function fitPosition({ rdms }: InterpolatedModel, loss: Loss): Float64Array {
  const count = STARTS_PER_STRETCH * (rdms.length - 1);
  const grid = Array.from({ length: count + 1 }, (_, at) => at / STARTS_PER_STRETCH);
  const candidates = grid
    .slice(0, -1)
    .flatMap((start, at) => [start, goldenSection((x) => loss([x]), start, grid[at + 1])]);
  candidates.push(rdms.length - 1);
  return Float64Array.of(candidates[indexOfLeast(candidates.map((position) => loss([position])))]);
}

function fitWeights(
  where: string,
  { rdms, nonNegative }: WeightedModel,
  subjects: readonly Rdm[],
  options: FitModelOptions,
  loss: Loss,
): Float64Array {
  const { compare = 'cosine', ridge = 0 } = options;
  const k = rdms.length;
  const alone = rdms.map((_, i) => Float64Array.from(rdms, (_, j) => (i === j ? 1 : 0)));
  if (isRegressable(compare)) {
    const weights = regress(where, rdms, subjects, { ...options, nonNegative });
    // Where no RDM goes along with the data, no weight above 0 reduces the squares. The comparison is then a linear function below
    // 0 over a norm, which is largest with one RDM alone.
    return weights.some((weight) => weight !== 0) ? weights : alone[indexOfLeast(alone.map(loss))];
  }
  const start = regress(where, rdms, subjects, { compare: 'cosine', ridge, nonNegative });
  const starts = [start, new Float64Array(k).fill(1 / Math.sqrt(k)), ...alone];
  const feasible = nonNegative ? (w: Float64Array) => w.map(Math.abs) : (w: Float64Array) => w;
  const penalised = (w: Float64Array) => {
    const weights = feasible(w);
    const square = weights.reduce((sum, value) => sum + value * value, 0);
    return square > 0 ? loss(weights) + ridge * square : Infinity;
  };
  const found = starts.filter((w) => w.some((value) => value !== 0)).map((w) => descend(penalised, w));
  const best = feasible(found[indexOfLeast(found.map(penalised))]);
  return ridge > 0 || scaleDependent.includes(compare) ? best : best.map((w) => w / Math.hypot(...best));
}
