import { ArgumentError, checkFinite } from '@lrsim/core';
import { toRdm, toRdms } from '../rdm-input.js';
import type { Rdm, RdmInput } from '../types.js';
import type { FixedModel, InterpolatedModel, RdmModel, SelectModel, WeightedModel } from './types.js';

/** A model that predicts this RDM. */
export const fixedModel = (rdm: RdmInput): FixedModel => ({ kind: 'fixed', rdm: toRdm('fixedModel', 'rdm', rdm) });

/** A model that predicts one of these RDMs; its parameter is the index of it. */
export const selectModel = (rdms: readonly RdmInput[]): SelectModel => ({
  kind: 'select',
  rdms: toRdms('selectModel', 'rdms', rdms),
});

/** A model that predicts a weighted sum of these RDMs; its parameters are the weights, free or (default) not negative. */
export const weightedModel = (
  rdms: readonly RdmInput[],
  { nonNegative = true }: { readonly nonNegative?: boolean } = {},
): WeightedModel => ({ kind: 'weighted', rdms: toRdms('weightedModel', 'rdms', rdms), nonNegative });

/**
 * A model that predicts a point on the line through these RDMs, each joined with the next; its parameter is the position:
 * 1.25 is a quarter of the way from rdms[1] to rdms[2].
 *
 * @throws ArgumentError for fewer than two RDMs.
 */
export function interpolatedModel(rdms: readonly RdmInput[]): InterpolatedModel {
  const read = toRdms('interpolatedModel', 'rdms', rdms);
  if (read.length < 2)
    throw new ArgumentError('interpolatedModel: rdms has one RDM; expected at least 2 to go between');
  return { kind: 'interpolated', rdms: read };
}

/** The RDMs a model is made of. */
export const componentsOf = (model: RdmModel): readonly Rdm[] => (model.kind === 'fixed' ? [model.rdm] : model.rdms);

/**
 * The RDM that a model predicts with these parameters: none for a fixed one, else as `selectModel`, `weightedModel` and
 * `interpolatedModel` say.
 *
 * @throws ArgumentError for another number of parameters than the model has, or one outside its range.
 */
export function predictRdm(model: RdmModel, parameters: ArrayLike<number> = []): Rdm {
  const where = 'predictRdm';
  const [rdms, given] = [componentsOf(model), Float64Array.from(parameters)];
  const expected = { fixed: 0, select: 1, weighted: rdms.length, interpolated: 1 }[model.kind];
  if (given.length !== expected)
    throw new ArgumentError(
      `${where}: ${given.length} parameters; expected ${expected} for a ${model.kind} model of ${rdms.length} RDMs, as fitModel gives`,
    );
  checkFinite(where, 'parameters', given);
  if (model.kind === 'fixed') return model.rdm;
  if (model.kind === 'weighted') return weightedSum(rdms, given);
  const [at] = given;
  if (!(at >= 0 && at <= rdms.length - 1) || (model.kind === 'select' && !Number.isInteger(at)))
    throw new ArgumentError(
      `${where}: the parameter is ${at}; expected ${model.kind === 'select' ? 'an index' : 'a position'} from 0 to ${rdms.length - 1}`,
    );
  if (Number.isInteger(at)) return rdms[at];
  const start = Math.floor(at);
  return weightedSum([rdms[start], rdms[start + 1]], [1 - (at - start), at - start]);
}

function weightedSum(rdms: readonly Rdm[], weights: ArrayLike<number>): Rdm {
  const values = new Float64Array(rdms[0].values.length);
  rdms.forEach((rdm, i) => {
    for (let at = 0; at < values.length; at++) values[at] += weights[i] * rdm.values[at];
  });
  return { ...rdms[0], values };
}
