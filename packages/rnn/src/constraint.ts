import { ArgumentError, checkInteger, checkNumber, type Floats, type NdArray, type Rng } from '@lrsim/core';
import { checkFraction } from './check-fraction.js';

/**
 * A constraint on the recurrent weights; `mask` [nUnits, nUnits] stays with the network and is applied in every pass.
 *
 * - none: W_eff = W
 * - sparse: W_eff = W * mask, mask of 0 and 1
 * - dale: W_eff = |W| * mask, mask +1 in excitatory columns, -1 in inhibitory ones, 0 on the diagonal (no autapses)
 *   and where sparsity removes the connection
 */
export type RecurrentConstraint =
  | { readonly kind: 'none' }
  | { readonly kind: 'sparse'; readonly mask: NdArray<Float32Array>; readonly density: number }
  | {
      readonly kind: 'dale';
      readonly mask: NdArray<Float32Array>;
      readonly density: number;
      readonly excitatoryUnits: number;
    };

/** Which connections exist, [nUnits, nUnits] of 0 and 1, and the probability each was kept with. */
export interface SparsityMask {
  readonly mask: NdArray<Float32Array>;
  readonly density: number;
}

/**
 * Draws a sparsity mask: each connection, the diagonal included, is kept with probability `density`.
 *
 * @returns a mask [nUnits, nUnits] of 0 and 1 and the density it was drawn with.
 */
export function sparsityMask(rng: Rng, nUnits: number, density: number): SparsityMask {
  checkInteger('sparsityMask', 'nUnits', nUnits);
  checkFraction('sparsityMask', 'density', density);
  const data = Float32Array.from({ length: nUnits * nUnits }, () => (rng.uniform() < density ? 1 : 0));
  return { mask: { data, shape: [nUnits, nUnits] }, density };
}

/**
 * The sparse constraint of a given mask.
 *
 * @param given - what `sparsityMask` drew, or a mask of your own, [nUnits, nUnits] of 0 and 1, row = postsynaptic.
 * @param density - what the initial weights are rescaled by (they are divided by its square root); by default what
 *   the mask was drawn with, or the fraction of connections it keeps.
 * @throws ArgumentError for a mask that is not square or holds anything but 0 and 1, or that keeps nothing.
 */
export function sparse(given: NdArray<Float32Array> | SparsityMask, density?: number): RecurrentConstraint {
  const { mask, density: drawnWith } = 'mask' in given ? given : { mask: given, density: undefined };
  const constraint = { kind: 'sparse', mask, density: density ?? drawnWith ?? keptFraction(mask) } as const;
  checkConstraint('sparse', constraint, mask.shape[0]);
  return constraint;
}

/**
 * Dale's law: the first int(fraction * nUnits) units are excitatory, the rest inhibitory, none has an autapse.
 *
 * @param excitatoryFraction - 0.8 by default, as in the paper.
 * @param sparsity - a mask (and its density) that removes connections as well.
 * @throws ArgumentError where all units would be of one sign, or for a mask that does not fit.
 */
export function dale(nUnits: number, excitatoryFraction = 0.8, sparsity?: SparsityMask): RecurrentConstraint {
  checkInteger('dale', 'nUnits', nUnits, 2);
  checkNumber('dale', 'excitatoryFraction', excitatoryFraction, 0, 1);
  const excitatoryUnits = Math.floor(excitatoryFraction * nUnits);
  if (excitatoryUnits === 0 || excitatoryUnits === nUnits)
    throw new ArgumentError(
      `dale: ${nUnits} units with an excitatory fraction of ${excitatoryFraction} are all of one sign; expected some of each`,
    );
  if (sparsity) checkConstraint('dale', { kind: 'sparse', ...sparsity }, nUnits);
  const data = new Float32Array(nUnits * nUnits);
  for (let post = 0; post < nUnits; post++)
    for (let pre = 0; pre < nUnits; pre++) {
      const kept = post === pre ? 0 : (sparsity?.mask.data[post * nUnits + pre] ?? 1);
      data[post * nUnits + pre] = kept === 0 ? 0 : pre < excitatoryUnits ? 1 : -1;
    }
  const mask = { data, shape: [nUnits, nUnits] };
  return { kind: 'dale', mask, density: sparsity?.density ?? 1, excitatoryUnits };
}

/** The weights the recurrence uses. Returns the raw array itself when there is no constraint. */
export function effectiveWeights<F extends Floats>(constraint: RecurrentConstraint, raw: F): F {
  if (constraint.kind === 'none') return raw;
  const { data } = constraint.mask;
  const useMagnitude = constraint.kind === 'dale';
  const effective = raw.slice() as F;
  for (let k = 0; k < raw.length; k++) effective[k] = (useMagnitude ? Math.abs(raw[k]) : raw[k]) * data[k];
  return effective;
}

/** Chain rule from effective to raw weights: G * mask, times sign(W) under Dale's law (sign(0) = 0: such a weight rests). */
export function rawGradient<F extends Floats>(constraint: RecurrentConstraint, raw: F, effectiveGradient: F): F {
  if (constraint.kind === 'none') return effectiveGradient;
  const { data } = constraint.mask;
  const useSign = constraint.kind === 'dale';
  const gradient = effectiveGradient.slice() as F;
  for (let k = 0; k < raw.length; k++) gradient[k] *= useSign ? data[k] * Math.sign(raw[k]) : data[k];
  return gradient;
}

const keptFraction = (mask: NdArray<Float32Array>) => mask.data.reduce((sum, kept) => sum + kept, 0) / mask.data.length;

/** Throws unless a constraint (made by `sparse` or `dale`, by hand, or read from a file) is sound for that many units. */
export function checkConstraint(where: string, constraint: RecurrentConstraint, nUnits: number): void {
  if (constraint.kind === 'none') return;
  if (constraint.kind !== 'sparse' && constraint.kind !== 'dale')
    throw new ArgumentError(`${where}: there is no constraint of kind '${(constraint as { kind: unknown }).kind}'`);
  const { data, shape } = constraint.mask;
  if (shape.join() !== [nUnits, nUnits].join() || data.length !== nUnits * nUnits)
    throw new ArgumentError(
      `${where}: the mask has the shape [${shape.join(', ')}] and ${data.length} values; expected [${nUnits}, ${nUnits}]`,
    );
  const isDale = constraint.kind === 'dale';
  if (isDale) {
    checkInteger(where, 'constraint.excitatoryUnits', constraint.excitatoryUnits);
    checkNumber(where, 'constraint.excitatoryUnits', constraint.excitatoryUnits, 1, nUnits - 1);
  }
  for (let k = 0; k < data.length; k++) {
    const [post, pre] = [Math.floor(k / nUnits), k % nUnits];
    const kept = isDale && post === pre ? 0 : isDale && pre >= constraint.excitatoryUnits ? -1 : 1;
    if (data[k] !== 0 && data[k] !== kept)
      throw new ArgumentError(
        `${where}: the mask holds ${data[k]} at [${post}, ${pre}]; expected ${kept === 0 ? '0 (no autapses)' : `0 or ${kept}`}`,
      );
  }
  checkFraction(where, 'the density of the mask', constraint.density);
}
