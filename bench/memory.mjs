// Memory over many updates (forward, loss, backward, Adam, noise) of a small network: it has to stay where it is.
//
//   node --expose-gc bench/memory.mjs --kernel wasm --updates 10000 --rule bptt
//
// Prints one line of JSON at each tenth: resident set, JavaScript heap and array buffers (after a garbage collection where
// --expose-gc allows one) in MiB, and tensors of tfjs.
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { bestKernel, leakyNetwork } from '@lrsim/rnn';
import { adam, maskedSquaredError, ruleNamed } from '@lrsim/rules';
import { engine } from '@tensorflow/tfjs-core';

const { values } = parseArgs({
  options: {
    kernel: { type: 'string', default: 'auto' },
    rule: { type: 'string', default: 'bptt' },
    updates: { type: 'string', default: '10000' },
    units: { type: 'string', default: '32' },
  },
});
const updates = Number(values.updates);
const kernel = await bestKernel({ kernel: values.kernel });
const rule = ruleNamed(values.rule);
const [trials, steps, nIn, nOut] = [10, 20, 2, 2];
const network = leakyNetwork({ nIn, nUnits: Number(values.units), nOut, kernel, noise: 0.1 });
const rng = createRng(1);
const optimizer = adam({ learningRate: 1e-3 });
let params = network.init(rng.fork('weights'));
let state = optimizer.init(params);
let ruleState = rule.init(network, rng.fork('rule'));

/** A batch of its own for each update, as in training. */
function batchOf(update) {
  const draw = rng.fork(`update ${update}`);
  const samples = trials * steps;
  return {
    inputs: Float32Array.from({ length: samples * nIn }, () => draw.normal()),
    targets: Float32Array.from({ length: samples * nOut }, () => draw.normal()),
    mask: new Float32Array(samples * nOut).fill(1),
    ...{ trials, steps, nIn, nOut, dtMs: 20, kind: 'regression', info: [] },
  };
}

const mebibytes = (bytes) => Number((bytes / 2 ** 20).toFixed(1));
function report(update) {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const line = { kernel: kernel.name, update, rss: mebibytes(rss), heap: mebibytes(heapUsed) };
  console.log(JSON.stringify({ ...line, arrays: mebibytes(arrayBuffers), tensors: engine().state.numTensors }));
}

for (let update = 0; update <= updates; update++) {
  if (update % Math.max(1, Math.floor(updates / 10)) === 0) report(update);
  const found = rule.gradient(
    network,
    params,
    batchOf(update),
    maskedSquaredError,
    ruleState,
    rng.fork(`noise ${update}`),
  );
  ruleState = found.state;
  [params, state] = optimizer.update(found.gradients, state, params);
}
