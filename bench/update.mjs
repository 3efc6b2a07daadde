// One training update (forward, loss, backward, Adam) of the paper's network on the context-decision task, timed beside a
// peer in one run, in turns, so that a machine whose speed drifts drifts for both.
//
//   node bench/update.mjs --units 200 --updates 10 --rounds 3 [--peer "python3 path/to/pytorch_step.py"]
//
// The peer is any command that takes --units, --rule and --updates and prints one line of JSON with `median_ms`.
// Prints one line of JSON per rule: milliseconds per update (median over rounds), and the ratio peer / lrsim.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { leakyNetwork, tfjsWasmKernel } from '@lrsim/rnn';
import { adam, rules, softmaxCrossEntropy, withActivityPenalty } from '@lrsim/rules';
import { contextDecision } from '@lrsim/tasks';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '200' },
    updates: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    peer: { type: 'string' },
  },
});
const [units, updates, rounds] = [values.units, values.updates, values.rounds].map(Number);

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const batch = contextDecision().allConditions();
const network = leakyNetwork({ nIn: batch.nIn, nUnits: units, nOut: batch.nOut, kernel: await tfjsWasmKernel() });
const optimizer = adam({ learningRate: 3e-4 });
const loss = withActivityPenalty(softmaxCrossEntropy, 10);

/** Median milliseconds of an update of lrsim, the first two left out. */
function lrsimRound(rule) {
  let params = network.init(createRng(1));
  let state = optimizer.init(params);
  const times = [];
  for (let update = 0; update < updates + 2; update++) {
    const start = performance.now();
    const { gradients } = rules[rule].gradient(network, params, batch, loss, null, createRng(update));
    [params, state] = optimizer.update(gradients, state, params);
    times.push(performance.now() - start);
  }
  return median(times.slice(2));
}

function peerRound(rule) {
  const [command, ...args] = values.peer.split(' ');
  const output = execFileSync(command, [...args, '--units', `${units}`, '--rule', rule, '--updates', `${updates}`], {
    encoding: 'utf8',
  });
  return JSON.parse(output).median_ms;
}

for (const rule of Object.keys(rules)) {
  const ours = [];
  const theirs = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(lrsimRound(rule));
    if (values.peer) theirs.push(peerRound(rule));
  }
  const result = {
    what: 'update',
    rule,
    units,
    kernel: network.kernel.name,
    lrsim_ms: Number(median(ours).toFixed(1)),
  };
  if (values.peer) {
    result.peer_ms = Number(median(theirs).toFixed(1));
    result.peer_over_lrsim = Number(median(theirs.map((time, round) => time / ours[round])).toFixed(2));
  }
  console.log(JSON.stringify(result));
}
