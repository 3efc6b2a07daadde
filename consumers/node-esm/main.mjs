// A few updates with each rule from the same weights, then how far the two networks' activity is apart.
import assert from 'node:assert/strict';
import { createRng } from '@lrsim/core';
import { bestKernel, leakyNetwork } from '@lrsim/rnn';
import { adam, bptt, eprop, lossForKind } from '@lrsim/rules';
import { procrustes } from '@lrsim/similarity';
import { contextDecision } from '@lrsim/tasks';

const task = contextDecision();
const kernel = await bestKernel();
const network = leakyNetwork({ nIn: task.nIn, nUnits: 20, nOut: task.nOut, kernel });
const loss = lossForKind(task.kind);

function train(rule, updates) {
  const rng = createRng(1);
  const optimizer = adam({ learningRate: 0.003 });
  let params = network.init(rng.fork('weights'));
  let state = optimizer.init(params);
  const losses = [];
  for (let update = 0; update < updates; update++) {
    const batch = task.sample(rng.fork(`batch ${update}`), 16);
    const ruleState = rule.init(network, rng.fork('rule'));
    const result = rule.gradient(network, params, batch, loss, ruleState, rng.fork(`noise ${update}`));
    losses.push(result.loss.value);
    [params, state] = optimizer.update(result.gradients, state, params);
  }
  return { params, losses };
}

const batch = task.sample(createRng(2), 8);
const [exact, local] = [bptt, eprop].map((rule) => {
  const { params, losses } = train(rule, 15);
  assert.ok(losses.at(-1) < losses[0], `${rule.name}: the loss fell from ${losses[0]} to ${losses.at(-1)}`);
  const { rates } = network.run(params, batch.inputs, batch);
  return { data: rates, shape: [batch.trials, batch.steps, network.nUnits] };
});

const distance = procrustes(exact, local);
assert.ok(distance > 0 && distance < Math.PI / 2, `Procrustes distance ${distance}`);
assert.ok(procrustes(exact, exact) < 1e-6);
console.log(`two rules, one task: Procrustes distance ${distance.toFixed(3)}`);
