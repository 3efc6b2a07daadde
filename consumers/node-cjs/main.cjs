// One distance between the same numbers in every container people have them in, all by `require`.
const assert = require('node:assert/strict');
const { createRng } = require('@lrsim/core');
const { linearCka, procrustes } = require('@lrsim/similarity');
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');
const { Matrix } = require('ml-matrix');

const rng = createRng(5);
const [samples, units] = [30, 4];
const nested = () =>
  Array.from({ length: samples }, () => Array.from({ length: units }, () => Math.fround(rng.normal())));
const [x, y] = [nested(), nested()];

async function main() {
  assert.ok(await tf.setBackend('wasm'));
  for (const metric of [procrustes, linearCka]) {
    const expected = metric(x, y);
    const containers = {
      'typed array': { data: Float32Array.from(x.flat()), shape: [samples, units] },
      'rank 3': { data: Float64Array.from(x.flat()), shape: [5, samples / 5, units] },
      'ml-matrix': new Matrix(x),
      'tf.Tensor': tf.tensor2d(x),
    };
    for (const [container, same] of Object.entries(containers))
      assert.ok(Math.abs(metric(same, y) - expected) < 1e-12, `${metric.name} of a ${container}`);
  }
  assert.throws(() => procrustes(x, y.slice(1)), /rows|samples/);
  console.log('the same distances from every container');
}

main();
