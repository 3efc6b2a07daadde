import type { Params, Rng, RunSize } from '@lrsim/core';

/** Perturbations of the units, before they are multiplied by their standard deviation. */
export interface UnitPerturbation {
  /** One for every unit, step and trial, [trials, steps, nUnits]. */
  readonly units: Float64Array;
  /** One for every unit's initial state, which all trials share, [nUnits]. */
  readonly initialState: Float64Array;
}

/** Where the perturbations of units come from: independent standard normals, or given ones in a test. */
export type UnitPerturbationSource = (rng: Rng, size: RunSize & { readonly nUnits: number }) => UnitPerturbation;

/** Where a direction in the space of parameters comes from, of `count` drawn for a batch: a number for each parameter. */
export type DirectionSource = (rng: Rng, params: Params, index: number) => Params;
