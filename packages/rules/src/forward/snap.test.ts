import { createRng } from '@lrsim/core';
import { leakyNetwork, type RecurrentConstraint, referenceKernel, sparse, sparsityMask } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { reachWithin, snap } from './snap.js';

/** A mask of the connections [post, pre]. */
const connections = (nUnits: number, pairs: readonly (readonly [number, number])[]): RecurrentConstraint => {
  const data = new Float32Array(nUnits * nUnits);
  for (const [post, pre] of pairs) data[post * nUnits + pre] = 1;
  return sparse({ data, shape: [nUnits, nUnits] });
};

describe('which units a synapse’s influence is kept on', () => {
  // 0 -> 1 -> 2 -> 3, and 3 onto itself
  const chain = connections(4, [
    [1, 0],
    [2, 1],
    [3, 2],
    [3, 3],
  ]);

  it('its own target, then what that connects to', () => {
    const reach = (n: number) => reachWithin(n, { nUnits: 4, constraint: chain });
    expect(reach(0)).toEqual([[0], [1], [2], [3]]);
    expect(reach(1)).toEqual([[0, 1], [1, 2], [2, 3], [3]]);
    expect(reach(2)).toEqual([[0, 1, 2], [1, 2, 3], [2, 3], [3]]);
    expect(reach(9)).toEqual([[0, 1, 2, 3], [1, 2, 3], [2, 3], [3]]);
  });

  it('all units without a constraint', () => {
    expect(reachWithin(1, { nUnits: 3, constraint: { kind: 'none' } })).toEqual([0, 1, 2].map(() => [0, 1, 2]));
  });
});

describe('what SnAp stores', () => {
  const [nIn, nUnits] = [3, 40];
  const stored = (n: number, constraint: RecurrentConstraint) => {
    const network = leakyNetwork({ nIn, nUnits, nOut: 2, constraint, kernel: referenceKernel });
    return snap(n).influence(network, null).start([]).influence.length;
  };
  const parametersOfUnit = nUnits + nIn + 1 + 1; // W, U, b and the initial state

  it('is d N m values for SnAp-2, with d the mean number of units a unit reaches, itself among them', () => {
    for (const density of [0.05, 0.1, 0.5]) {
      const constraint = sparse(sparsityMask(createRng(3), nUnits, density));
      const mask = constraint.kind === 'sparse' ? constraint.mask.data : [];
      let reached = 0; // the connections off the diagonal, and every unit itself
      mask.forEach((kept: number, k: number) => {
        reached += k % (nUnits + 1) === 0 ? 1 : kept;
      });
      const d = reached / nUnits;
      expect(stored(2, constraint)).toBe(Math.round(d * nUnits * parametersOfUnit));
      expect(d).toBeLessThan(density * nUnits * 1.5 + 1);
    }
  });

  it('is N m values for SnAp-1 and N^2 m where every unit reaches every other', () => {
    expect(stored(1, sparse(sparsityMask(createRng(3), nUnits, 0.1)))).toBe(nUnits * parametersOfUnit);
    expect(stored(2, { kind: 'none' })).toBe(nUnits * nUnits * parametersOfUnit);
  });

  it('needs at least one step', () => {
    expect(() => snap(0)).toThrow('snap: n is 0; expected an integer of at least 1');
  });
});
