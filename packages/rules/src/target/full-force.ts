import { checkNumber, type NdArray, type Params, type Rng } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { type Activity, advance, awake, copyOf, externalDrive, initialActivity } from './activity.js';
import { checkNetwork, checkStretch } from './check-stretch.js';
import { identityOver } from './force.js';
import { leastSquaresStep, times } from './recursive-least-squares.js';
import type { LearnerFacts, Learnt, Stretch, TargetState } from './types.js';

/** A full-FORCE learner between two steps: the network that learns, and the teacher beside it. */
export interface FullForceState extends TargetState, Activity {
  /** W_T, the teacher's recurrent weights [nUnits, nUnits]. */
  readonly teacherWeights: NdArray<Float64Array>;
  /** Weights that drive the teacher with the targets, [nUnits, nOut]. */
  readonly targetWeights: NdArray<Float64Array>;
  readonly teacherLeaking: NdArray<Float64Array>;
  readonly teacherRates: NdArray<Float64Array>;
}

/** How full-FORCE learns. */
export interface FullForceOptions {
  /** lambda of P_0 = I / lambda; 1 by default. */
  readonly regularisation?: number;
  /** Half the width of the uniform weights that drive the teacher with the targets; 2 by default: a weak drive leaves it chaotic. */
  readonly targetScale?: number;
}

/** A learner of recurrent weights and readout by recursive least squares on a teacher's currents. */
export interface FullForceLearner extends LearnerFacts {
  /**
   * The state before the first step: weights as the network draws them and a random activity, or given parameters. The teacher's
   * weights are drawn like a network's.
   */
  init(rng: Rng, params?: Params<Float64Array>): FullForceState;
  /** Runs through a stretch of time from a state, which is left as it is; learns where there are targets. */
  run(state: FullForceState, stretch: Stretch): Learnt<FullForceState>;
}

/**
 * full-FORCE (DePasquale et al. 2018, doi:10.1371/journal.pone.0191527): a random teacher network is driven by the targets, and
 * the network learns to make by its own recurrence the currents the teacher has, W h_{t-1} = W_T h^T_{t-1} + B target_t, by
 * recursive least squares on every row of W, and its readout on the targets. One P [nUnits, nUnits] serves all rows.
 * The teacher sees the same inputs through the same weights. Without targets the network runs on its own.
 *
 * @param network - on the reference kernel, without constraint; either leak.
 * @throws ArgumentError for a network, option or stretch that does not fit.
 */
export function fullForceLearner(
  network: LeakyNetwork<Float64Array>,
  options: FullForceOptions = {},
): FullForceLearner {
  const { regularisation = 1, targetScale = 2 } = options;
  const { nUnits, nOut } = network;
  checkNetwork('fullForceLearner', network, true);
  checkNumber('fullForceLearner', 'regularisation', regularisation, Number.MIN_VALUE);
  checkNumber('fullForceLearner', 'targetScale', targetScale, 0);
  return {
    name: 'full_force',
    locality: 'nonlocal',
    causal: true,
    cost: { memory: 'N^2', time: 'N^2' },
    source: 'DePasquale et al. 2018, doi:10.1371/journal.pone.0191527',
    init(rng, params = awake(network, rng)) {
      const draw = rng.fork('target weights');
      const teacher = network.init(rng.fork('teacher'));
      const activity = initialActivity(network.cellOf(params));
      const data = Float64Array.from({ length: nUnits * nOut }, () => targetScale * (2 * draw.uniform() - 1));
      return {
        params,
        ...activity,
        inverse: identityOver(regularisation, nUnits),
        teacherWeights: teacher.recurrentWeights,
        targetWeights: { data, shape: [nUnits, nOut] },
        teacherLeaking: copyOf(activity.leaking),
        teacherRates: copyOf(activity.rates),
      };
    },
    run(before, stretch) {
      checkStretch('fullForceLearner', network, stretch);
      const { steps, inputs, targets } = stretch;
      const cell = network.cellOf(before.params);
      const activity = { leaking: copyOf(before.leaking), rates: copyOf(before.rates) };
      const teacher = { leaking: copyOf(before.teacherLeaking), rates: copyOf(before.teacherRates) };
      const recurrent = copyOf(before.params.recurrentWeights);
      const readout = copyOf(before.params.readoutWeights);
      const inverse = copyOf(before.inverse);
      const outputs = new Float64Array(steps * nOut);
      const rates = new Float64Array(steps * nUnits);
      const readOut = () => times(readout.data, activity.rates.data).map((v, o) => v + cell.weights.readoutBias[o]);
      for (let t = 0; t < steps; t++) {
        const external = externalDrive(cell, inputs, t);
        const sum = (current: Float64Array) => current.map((v, i) => v + external[i]);
        if (targets) {
          const target = Array.from({ length: nOut }, (_, o) => targets[t * nOut + o]);
          const fromTarget = times(before.targetWeights.data, target);
          const wanted = times(before.teacherWeights.data, teacher.rates.data).map((v, i) => v + fromTarget[i]);
          const errors = times(recurrent.data, activity.rates.data).map((v, i) => v - wanted[i]);
          leastSquaresStep(inverse.data, activity.rates.data, [
            { weights: recurrent.data, errors },
            // the readout of these rates belongs to the step before
            ...(t > 0
              ? [{ weights: readout.data, errors: readOut().map((v, o) => v - targets[(t - 1) * nOut + o]) }]
              : []),
          ]);
          advance(cell, teacher, sum(wanted));
        }
        advance(cell, activity, sum(times(recurrent.data, activity.rates.data)));
        outputs.set(readOut(), t * nOut);
        rates.set(activity.rates.data, t * nUnits);
      }
      const params = { ...before.params, recurrentWeights: recurrent, readoutWeights: readout };
      const { leaking: teacherLeaking, rates: teacherRates } = teacher;
      return { outputs, rates, state: { ...before, ...activity, params, inverse, teacherLeaking, teacherRates } };
    },
  };
}
