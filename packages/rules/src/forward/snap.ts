import { checkInteger } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { forwardRule } from './forward-rule.js';
import { type InfluencePattern, patternedInfluence } from './patterned-influence.js';
import type { ForwardRule } from './types.js';

/**
 * SnAp-n, sparse n-step approximation of RTRL: the influence of a synapse is kept on the units it can reach within n steps, its
 * own target and those up to n - 1 connections from it (the structural ones, which the network's constraint leaves). SnAp-1 is
 * e-prop with the autapse; without a constraint SnAp-2 and above are RTRL.
 *
 * @param n - at least 1.
 */
export function snap(n: number): ForwardRule<null> {
  checkInteger('snap', 'n', n);
  return forwardRule<null>({
    name: `snap${n}`,
    locality: n === 1 ? 'local' : 'nonlocal',
    causal: true,
    estimate: 'biased',
    cost: n === 1 ? { memory: 'N^2', time: 'N^2' } : { memory: 'd N^2', time: 'd^2 N^2' },
    source: 'Menick et al. 2020, doi:10.48550/arXiv.2006.07232',
    init: () => null,
    influence: (network) => patternedInfluence(network, reachWithin(n - 1, network)),
  });
}

/** For each unit, itself and the units at most so many connections from it, in order. */
export function reachWithin(
  connections: number,
  { nUnits, constraint }: Pick<LeakyNetwork, 'nUnits' | 'constraint'>,
): InfluencePattern {
  const connected = (post: number, pre: number) =>
    constraint.kind === 'none' || constraint.mask.data[post * nUnits + pre] !== 0;
  const targets = Array.from({ length: nUnits }, (_, pre) =>
    Array.from({ length: nUnits }, (_, post) => post).filter((post) => connected(post, pre)),
  );
  return targets.map((_, unit) => {
    const reached = new Set([unit]);
    let border = [unit];
    for (let hop = 0; hop < connections && border.length > 0; hop++) {
      border = [...new Set(border.flatMap((from) => targets[from]))].filter((to) => !reached.has(to));
      for (const to of border) reached.add(to);
    }
    return [...reached].sort((a, b) => a - b);
  });
}
