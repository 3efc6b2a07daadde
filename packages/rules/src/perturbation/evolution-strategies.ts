import { checkInteger, checkNumber } from '@lrsim/core';
import { checkLoss, runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { centredRanks } from './centred-ranks.js';
import { alongConnections, moved, normalDirection, weightedSum } from './directions.js';

/** Options of evolution strategies. */
export interface EvolutionStrategiesOptions {
  /** Standard deviation sigma of the perturbation of every parameter; 1e-2 by default. */
  readonly sigma?: number;
  /** Number of antithetic pairs n; 8 by default. */
  readonly pairs?: number;
}

/**
 * Evolution strategies with antithetic pairs (Salimans et al. 2017): all parameters, the readout and the initial state included,
 * are moved by +sigma d_k and -sigma d_k, all runs with the same noise, and
 *
 *     G = (1 / n) sum_k (L(theta + sigma d_k) - L(theta - sigma d_k)) / (2 sigma) d_k
 *
 * whose mean is the gradient to second order in sigma. Liu, Yang & Cueva 2025 (Eq. 13) write it without the second run of a pair,
 * which has the same mean and a variance that grows with the loss itself. Connections that a constraint excludes are neither moved
 * nor credited.
 *
 * @param draw - where d_k comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for a sigma or a number of pairs that is not positive.
 */
export const esAntithetic = (options: EvolutionStrategiesOptions = {}, draw = normalDirection): LeakyRule<null> =>
  evolutionStrategies('es_antithetic', 'unbiased', options, (losses) => losses, draw);

/**
 * Evolution strategies with rank shaping (Salimans et al. 2017): as `esAntithetic`, with each of the 2n losses replaced by its
 * rank, centred and scaled to [-1/2, 1/2]. A direction, not a gradient: it is the same for any increasing function of the loss.
 *
 * @throws ArgumentError for a sigma or a number of pairs that is not positive.
 */
export const esRanked = (options: EvolutionStrategiesOptions = {}, draw = normalDirection): LeakyRule<null> =>
  evolutionStrategies('es_ranked', 'biased', options, centredRanks, draw);

function evolutionStrategies(
  name: string,
  estimate: 'unbiased' | 'biased',
  { sigma = 1e-2, pairs = 8 }: EvolutionStrategiesOptions,
  shape: (losses: Float64Array) => Float64Array,
  draw: typeof normalDirection,
): LeakyRule<null> {
  checkNumber(name, 'sigma', sigma, Number.MIN_VALUE);
  checkInteger(name, 'pairs', pairs);
  return {
    name,
    locality: 'local',
    causal: true,
    estimate,
    cost: { memory: 'n N^2', time: 'n N^2 (+2 n runs)' },
    source: 'Salimans et al. 2017, doi:10.48550/arXiv.1703.03864',
    init: () => null,
    gradient(network, params, batch, loss, state, rng) {
      const where = `${name}.gradient`;
      const { pass, loss: value, noise } = runBatch(where, network, params, batch, loss, rng);
      const directions = Array.from({ length: pairs }, (_, k) =>
        alongConnections(network, params, draw(rng, params, k)),
      );
      const lossAt = (step: number) => (direction: (typeof directions)[number]) => {
        const at = loss(network.run(moved(params, direction, step), batch.inputs, batch, noise), batch);
        checkLoss(where, at);
        return at.value;
      };
      const losses = Float64Array.from([...directions.map(lossAt(sigma)), ...directions.map(lossAt(-sigma))]);
      const shaped = shape(losses);
      const slopes = directions.map((_, k) => (shaped[k] - shaped[pairs + k]) / (2 * sigma * pairs));
      return { loss: value, gradients: weightedSum(params, directions, slopes), state, rollout: pass.rollout };
    },
  };
}
