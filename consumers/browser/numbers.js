import { createRng } from '@lrsim/core';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { metricNamed, procrustes } from '@lrsim/similarity';
import { contextDecision } from '@lrsim/tasks';

/** Numbers that depend on the generator, a task, a network and a distance. */
export function numbers() {
  const task = contextDecision();
  const batch = task.sample(createRng(1), 4);
  const representations = ['a', 'b'].map((label) => {
    const network = leakyNetwork({ nIn: task.nIn, nUnits: 10, nOut: task.nOut, kernel: referenceKernel });
    const { rates } = network.run(network.init(createRng(2).fork(label)), batch.inputs, batch);
    return { data: rates, shape: [batch.trials, batch.steps, 10] };
  });
  const inputs = batch.inputs.reduce((sum, value, i) => sum + value * Math.cos(i), 0);
  // One measure of most families: LAPACK in Node and WebAssembly in the page must agree.
  const names = [
    'angular-cka',
    'cca-mean',
    'shape',
    'soft-matching',
    'ridge-predictivity',
    'jaccard-knn',
    'dsa-wasserstein',
  ];
  const others = Object.fromEntries(names.map((name) => [name, metricNamed(name)(...representations).toFixed(6)]));
  return { inputs: inputs.toFixed(9), distance: procrustes(...representations).toFixed(9), ...others };
}
