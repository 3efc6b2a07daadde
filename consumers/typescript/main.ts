// Members of our own, held to the contracts by the compiler: a task, a learning rule by definition, and a metric.
import { createRng, type Metric, type Recording, type Task, type TrialBatch } from '@lrsim/core';
import { type LeakyNetwork, leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { type AdjointRule, adjointRule, maskedSquaredError } from '@lrsim/rules';
import { type ProcrustesOptions, procrustes } from '@lrsim/similarity';
import { contextDecision } from '@lrsim/tasks';

const hold: Task = {
  name: 'hold',
  dtMs: 10,
  nIn: 1,
  nOut: 1,
  kind: 'regression',
  sample(rng, trials): TrialBatch {
    const steps = 12;
    const inputs = Float32Array.from({ length: trials * steps }, () => rng.normal());
    const targets = new Float32Array(trials * steps).fill(1);
    const info = Array.from(
      { length: trials },
      () => ({ condition: 0, periods: { hold: [0, steps] }, variables: {} }) as const,
    );
    return {
      inputs,
      targets,
      mask: targets.slice(),
      trials,
      steps,
      nIn: 1,
      nOut: 1,
      dtMs: 10,
      kind: 'regression',
      info,
    };
  },
  score: (_outputs, batch) => ({ accuracy: 1, perTrial: new Float64Array(batch.trials).fill(1) }),
};

const halfBptt: AdjointRule<null> = adjointRule<null>({
  name: 'half-bptt',
  locality: 'nonlocal',
  causal: false,
  estimate: 'biased',
  cost: { memory: 'T N', time: 'N^2' },
  source: 'this file',
  init: () => null,
  route: (weights) => ({ recurrent: { weights: weights.map((weight) => weight / 2) as typeof weights } }),
});

const network: LeakyNetwork<Float64Array> = leakyNetwork({ nIn: 1, nUnits: 6, nOut: 1, kernel: referenceKernel });
const params = network.init(createRng(1));
const batch = hold.sample(createRng(2), 3);
const { gradients, rollout } = halfBptt.gradient(network, params, batch, maskedSquaredError, null, createRng(3));
const gradient: Float64Array | undefined = gradients.recurrentWeights?.data;
if (!gradient?.every(Number.isFinite)) throw new Error('the gradient is not finite');

const distance: Metric<ProcrustesOptions> = procrustes;
const rates = { data: rollout.rates, shape: [batch.trials, batch.steps, network.nUnits] };
const recording: Pick<Recording, 'rates'> = { rates };
if (distance(rates, recording.rates) > 1e-6) throw new Error('a representation is at a distance from itself');

const decision: Task = contextDecision();
console.log(`${hold.name} and ${decision.name}: typed, and it runs`);
