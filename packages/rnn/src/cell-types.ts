import { ArgumentError, checkInteger, checkNumber } from '@lrsim/core';
import type { RecurrentConstraint } from './constraint.js';
import type { CellTypes } from './types.js';

/** The setting the paper uses with Dale's law and relu. */
const DALE_RELU_TYPES: CellTypes = { excitatory: 8, inhibitory: 8, blockProbability: 0.5 };

/** The cell types a network has: those requested, or the paper's for Dale's law with relu, or none. */
export function cellTypesOf(
  where: string,
  requested: CellTypes | 'none' | undefined,
  constraint: RecurrentConstraint,
  activation: string,
): CellTypes | undefined {
  if (requested === 'none') return undefined;
  const types = requested ?? (constraint.kind === 'dale' && activation === 'relu' ? DALE_RELU_TYPES : undefined);
  if (!types) return undefined;
  if (constraint.kind !== 'dale')
    throw new ArgumentError(
      `${where}: cellTypes are given without Dale's law; expected a constraint made by dale(...) beside them`,
    );
  checkInteger(where, 'cellTypes.excitatory', types.excitatory);
  checkInteger(where, 'cellTypes.inhibitory', types.inhibitory);
  checkNumber(where, 'cellTypes.blockProbability', types.blockProbability, 0, 1);
  const inhibitoryUnits = constraint.mask.shape[0] - constraint.excitatoryUnits;
  if (types.excitatory > constraint.excitatoryUnits || types.inhibitory > inhibitoryUnits)
    throw new ArgumentError(
      `${where}: cellTypes asks for ${types.excitatory} + ${types.inhibitory} types of ${constraint.excitatoryUnits} excitatory ` +
        `and ${inhibitoryUnits} inhibitory units; expected at least one unit a type (or cellTypes: 'none')`,
    );
  return types;
}

/**
 * The type of every unit, [nUnits]: equal contiguous blocks, excitatory types first, leftovers in the last block of each
 * population.
 */
export function typeOfUnit(nUnits: number, excitatoryUnits: number, types: CellTypes): Int32Array {
  const blockOf = (index: number, units: number, blocks: number) =>
    Math.min(Math.floor(index / Math.floor(units / blocks)), blocks - 1);
  return Int32Array.from({ length: nUnits }, (_, unit) =>
    unit < excitatoryUnits
      ? blockOf(unit, excitatoryUnits, types.excitatory)
      : types.excitatory + blockOf(unit - excitatoryUnits, nUnits - excitatoryUnits, types.inhibitory),
  );
}
