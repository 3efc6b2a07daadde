import { describe, expect, it } from 'vitest';
import { moduleSystems, runInPlainNode } from '../test/run-in-plain-node.js';

describe.each(moduleSystems)('in plain Node, %s, from the built package', (system) => {
  it('a network trains with either rule on a loss written in tfjs, as it does on the built-in one', () => {
    const body = `
      // Report the sign of the mean of a noisy input: classes 0 and 1 in the last five steps.
      const [trials, steps] = [24, 12];
      const rng = core.createRng(1);
      const targets = new Float32Array(trials * steps).map((_, k) => Math.floor(k / steps) % 2);
      const batch = {
        trials, steps, nIn: 1, nOut: 2, dtMs: 10, kind: 'classification', info: [], targets,
        inputs: targets.map((c) => 2 * c - 1 + rng.normal()),
        mask: targets.map((_, k) => (k % steps >= 7 ? 1 : 0)),
      };
      const written = rules.tfjsLoss((y, h, classes, mask) => {
        const perStep = tf.neg(tf.sum(tf.mul(tf.oneHot(tf.cast(classes, 'int32'), 2), tf.logSoftmax(y)), -1));
        return tf.add(tf.div(tf.sum(tf.mul(mask, perStep)), tf.sum(mask)), tf.mul(tf.mean(tf.square(h)), 0.1));
      });
      const builtIn = rules.withActivityPenalty(rules.softmaxCrossEntropy, 0.1);
      await rnn.startTfjsKernel();
      const kernel = await rnn.startWasmKernel();
      const result = {};
      for (const rule of [rules.bptt, rules.eprop])
        for (const [name, loss] of Object.entries({ written, builtIn })) {
          const network = rnn.leakyNetwork({ nIn: 1, nUnits: 16, nOut: 2, kernel, alpha: 0.3 });
          let params = network.init(core.createRng(2));
          const optimizer = rules.adam({ learningRate: 0.01 });
          let state = optimizer.init(params);
          const losses = [];
          for (let update = 0; update < 40; update++) {
            const step = rule.gradient(network, params, batch, loss, null, core.createRng(update));
            losses.push(step.loss.value);
            [params, state] = optimizer.update(step.gradients, state, params);
          }
          result[rule.name + ' ' + name] = [losses[0], losses[39]];
        }
      return { ...result, tensors: tf.memory().numTensors };`;
    const { tensors, ...losses } = runInPlainNode<Record<string, number[]>>(system, body);
    expect(tensors).toBe(0);
    expect(Object.keys(losses)).toEqual(['bptt written', 'bptt builtIn', 'eprop_sym written', 'eprop_sym builtIn']);
    for (const [name, [first, last]] of Object.entries(losses)) expect(last, name).toBeLessThan(first / 2);
    // float32 in tfjs, 40 updates of Adam apart
    for (const rule of ['bptt', 'eprop_sym'])
      expect(Math.abs(losses[`${rule} written`][1] - losses[`${rule} builtIn`][1])).toBeLessThan(1e-4);
    expect(losses['bptt builtIn'][1]).not.toBe(losses['eprop_sym builtIn'][1]);
  });

  it('the rules fit the recurrence inside a user’s own tfjs model', () => {
    const body = `
      await rnn.startTfjsKernel();
      const normals = (rng, shape, scale) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return tf.tensor(Float32Array.from({ length: size }, () => scale * rng.normal()), shape);
      };
      const x = normals(core.createRng('inputs'), [5, 8, 2], 1);
      const target = tf.ones([5 * 8, 1]);
      const train = (rule) => {
        const rng = core.createRng('weights');
        const seeded = [[[6, 6], 0.5], [[6, 2], 1], [[6], 0.1], [[6, 1], 1]].map(([shape, scale]) => normals(rng, shape, scale));
        const [W, U, b, V] = seeded.map((initial) => tf.variable(initial));
        const optimizer = tf.train.sgd(0.2);
        const loss = () => {
          const rates = rnn.leakyRecurrence({ inputs: x, recurrentWeights: W, inputWeights: U, bias: b }, { rule });
          return tf.mean(tf.square(tf.sub(tf.matMul(tf.reshape(rates, [5 * 8, 6]), V), target)));
        };
        const losses = [];
        for (let step = 0; step < 20; step++) {
          const { value, grads } = tf.variableGrads(loss);
          optimizer.applyGradients(grads);
          losses.push(value.dataSync()[0]);
        }
        [W, U, b, V].forEach((variable) => variable.dispose());
        return [losses[0], losses[19]];
      };
      return { bptt: train(rules.bptt), eprop: train(rules.ruleNamed('eprop')) };`;
    const losses = runInPlainNode<Record<string, number[]>>(system, body);
    for (const [name, [first, last]] of Object.entries(losses)) expect(last, name).toBeLessThan(first / 2);
    expect(losses.bptt[0]).toBe(losses.eprop[0]);
    expect(losses.bptt[1]).not.toBe(losses.eprop[1]);
  });
});
