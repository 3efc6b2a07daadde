import { describe, expect, it } from 'vitest';
import { moduleSystems, runInPlainNode } from '../test/run-in-plain-node.js';

const systems = Object.keys(moduleSystems) as (keyof typeof moduleSystems)[];

describe.each(systems)('in plain Node, %s, from the built package', (system) => {
  it('trains a user’s own tfjs model that contains the recurrence, with only tfjs-core and its wasm backend', () => {
    const body = `
      await rnn.startTfjsKernel();
      // Remember the sign of a pulse: 16 trials of 12 steps; dense -> recurrence -> dense -> squared error at the end.
      const [trials, steps, nUnits] = [16, 12, 10];
      const rng = createRng(1);
      const normal = (shape, scale) =>
        tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * rng.normal()), shape);
      const pulses = Float32Array.from({ length: trials * steps }, (_, k) => (k % steps === 0 ? ((k / steps) % 2 ? 1 : -1) : 0));
      const x = tf.tensor2d(pulses, [trials * steps, 1]);
      const target = tf.tensor2d(Float32Array.from({ length: trials }, (_, k) => (k % 2 ? 1 : -1)), [trials, 1]);
      const rules = { bptt: { route: (weights) => ({ recurrent: { weights } }) }, eprop: { route: () => ({}) } };
      const result = {};
      for (const [name, rule] of Object.entries(rules))
        for (const optimizer of [tf.train.adam(0.02), tf.train.sgd(0.05)]) {
          const variables = [normal([1, 3], 1), normal([nUnits, nUnits], 0.3), normal([nUnits, 3], 0.6), normal([nUnits], 0.1), normal([nUnits], 0.1), normal([nUnits, 1], 0.3)]
            .map((initial) => tf.variable(initial));
          const [embed, W, U, b, a0, V] = variables;
          const loss = () => {
            const embedded = tf.reshape(tf.tanh(tf.matMul(x, embed)), [trials, steps, 3]);
            const rates = rnn.leakyRecurrence(
              { inputs: embedded, recurrentWeights: W, inputWeights: U, bias: b, initialState: a0 },
              { rule, activation: 'tanh', alpha: 0.3 },
            );
            const last = tf.reshape(tf.slice(rates, [0, steps - 1, 0], [trials, 1, nUnits]), [trials, nUnits]);
            return tf.mean(tf.square(tf.sub(tf.matMul(last, V), target)));
          };
          const losses = [];
          let tensors;
          for (let step = 0; step < 40; step++) {
            const { value, grads } = tf.variableGrads(loss, variables);
            optimizer.applyGradients(grads);
            losses.push(value.dataSync()[0]);
            if (step === 0) result.gradients = Object.values(grads).map((g) => g.shape.join());
            tf.dispose([value, grads]);
            if (step === 1) tensors = tf.memory().numTensors;
          }
          result[name + ' ' + optimizer.getClassName()] = [losses[0], losses[39], tf.memory().numTensors - tensors];
        }
      return result;`;
    const { gradients, ...losses } = runInPlainNode<Record<string, number[]>>(system, body);
    expect(gradients).toEqual(['1,3', '10,10', '10,3', '10', '10', '10,1']);
    expect(Object.keys(losses)).toEqual(['bptt Adam', 'bptt SGD', 'eprop Adam', 'eprop SGD']);
    for (const [name, [first, last, newTensors]] of Object.entries(losses)) {
      expect(last, name).toBeLessThan(first / 3);
      expect(newTensors, name).toBe(0);
    }
  });

  it('shares tfjs’s one engine: the bundled gradient files make none of their own, and tensors keep their methods', () => {
    const body = `
      const engine = globalThis._tfengine;
      await rnn.startTfjsKernel();
      const gradient = tf.tidy(() => {
        rnn.registerGradients();
        const x = tf.tensor1d([1, 2]);
        return tf.grad((v) => tf.sum(tf.square(v)))(x);
      });
      const printed = gradient.toString();
      gradient.print(); // to standard output: caught below
      return {
        printed,
        sameEngine: engine === tf.engine() && globalThis._tfengine === engine,
        sameClass: Object.getPrototypeOf(gradient) === tf.Tensor.prototype,
        backend: tf.getBackend(),
        values: [...(await gradient.data())],
      };`;
    const caught = `const log = console.log; const lines = []; console.log = (text) => lines.push(text);
      const run = async () => {${body}}; const result = await run(); console.log = log; return { ...result, lines };`;
    const result = runInPlainNode<Record<string, unknown>>(system, caught);
    const text = 'Tensor\n    [2, 4]';
    expect(result).toEqual({
      printed: text,
      lines: [text],
      sameEngine: true,
      sameClass: true,
      backend: 'wasm',
      values: [2, 4],
    });
  });
});

describe('the wasm kernel in plain Node', () => {
  it('uses no more memory after 300 updates than after 100', () => {
    const body = `
      await rnn.startTfjsKernel(); // makes the backend current, whose tensors are counted
      const network = rnn.leakyNetwork({ nIn: 4, nUnits: 48, nOut: 3, kernel: await rnn.startWasmKernel(), noise: 0.1 });
      const size = { trials: 8, steps: 40 };
      const rng = createRng(1);
      let params = network.init(rng);
      const inputs = Float32Array.from({ length: 8 * 40 * 4 }, () => rng.normal());
      const dOutputs = new Float32Array(8 * 40 * 3).fill(1e-4);
      const update = () => {
        const pass = network.forward(params, inputs, size, network.drawNoise(rng, size));
        const gradients = network.backward(params, pass, { dOutputs }, (weights) => ({ recurrent: { weights } }));
        params = Object.fromEntries(Object.entries(params).map(([name, { data, shape }]) => [
          name, { shape, data: data.map((value, k) => value - 1e-3 * gradients[name].data[k]) },
        ]));
      };
      const state = async () => {
        global.gc();
        await new Promise((resolve) => setTimeout(resolve, 50)); // freed buffers are given back a little later
        global.gc();
        const { numTensors, numDataBuffers } = tf.memory();
        const { rss, arrayBuffers } = process.memoryUsage();
        return { numTensors, numDataBuffers, wasmHeap: tf.engine().findBackend('wasm').wasm.HEAPU8.length, rss, arrayBuffers };
      };
      const states = [];
      for (let done = 1; done <= 300; done++) {
        update();
        if (done === 100 || done === 300) states.push(await state());
      }
      return states;`;
    const [after100, after300] = runInPlainNode<Record<string, number>[]>('ESM', body);
    for (const exact of ['numTensors', 'numDataBuffers', 'wasmHeap'])
      expect(after300[exact], exact).toBe(after100[exact]);
    expect(after300.numTensors).toBe(0);
    // Keeping only the slopes of each update would be 12 MB of array buffers after 200 more. The allocator's own share of
    // the resident memory creeps up by some MB before it settles.
    const megabytes = (name: string) => (after300[name] - after100[name]) / 2 ** 20;
    expect(megabytes('arrayBuffers')).toBeLessThan(2);
    expect(megabytes('rss')).toBeLessThan(30);
  });
});
