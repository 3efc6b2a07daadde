import { ArgumentError, createRng, NonFiniteError } from '@lrsim/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { normals, relativeDifference } from '../test/random-pass.js';
import { startTfjsKernel } from './kernels/tfjs-kernel.js';
import { leakyRecurrence } from './leaky-recurrence.js';
import { leakyNetwork } from './network.js';
import type { RecurrenceTensors } from './recurrence-op.js';
import { registerGradients } from './register-gradients.js';
import type { CreditRule, Kernel } from './types.js';

const bptt: CreditRule<null> = { route: (weights) => ({ recurrent: { weights } }) };
const eprop: CreditRule<null> = { route: () => ({}) };
const [trials, steps, nIn, nUnits] = [3, 6, 2, 5];

let kernel: Kernel<Float32Array>;
beforeAll(async () => {
  kernel = await startTfjsKernel();
  registerGradients();
});

const rng = createRng(1);
const values = {
  inputs: normals(rng.fork('x'), trials * steps * nIn),
  recurrentWeights: normals(rng.fork('W'), nUnits * nUnits, 0.6),
  inputWeights: normals(rng.fork('U'), nUnits * nIn),
  bias: normals(rng.fork('b'), nUnits, 0.3),
  initialState: normals(rng.fork('a0'), nUnits),
};
const upstream = normals(rng.fork('dL/dh'), trials * steps * nUnits);
const tensorsOf = (v = values) =>
  ({
    inputs: tf.tensor3d(v.inputs, [trials, steps, nIn]),
    recurrentWeights: tf.tensor2d(v.recurrentWeights, [nUnits, nUnits]),
    inputWeights: tf.tensor2d(v.inputWeights, [nUnits, nIn]),
    bias: tf.tensor1d(v.bias),
    initialState: tf.tensor1d(v.initialState),
  }) satisfies RecurrenceTensors;

/** Rates of the op, and its gradients along a rule for the fixed dL/dh, in the order of `values`. */
function runOp(rule: CreditRule<null>, activation = 'retanh', alpha = 0.3) {
  return tf.tidy(() => {
    const given = tensorsOf();
    const op = (inputs: tf.Tensor, W: tf.Tensor, U: tf.Tensor, b: tf.Tensor, a0: tf.Tensor) =>
      leakyRecurrence(
        {
          inputs: inputs as tf.Tensor3D,
          recurrentWeights: W as tf.Tensor2D,
          inputWeights: U as tf.Tensor2D,
          bias: b as tf.Tensor1D,
          initialState: a0 as tf.Tensor1D,
        },
        { rule, activation, alpha },
      );
    const dy = tf.tensor3d(upstream, [trials, steps, nUnits]);
    const gradients = tf.grads(op)(Object.values(given), dy);
    const rates = leakyRecurrence(given, { rule, activation, alpha });
    expect(rates.shape).toEqual([trials, steps, nUnits]);
    return {
      rates: rates.dataSync().slice(),
      gradients: Object.fromEntries(Object.keys(values).map((name, k) => [name, gradients[k].dataSync().slice()])),
    };
  });
}

describe('leakyRecurrence', () => {
  it.each([
    ['BPTT', bptt],
    ['e-prop', eprop],
  ])('is the network’s own forward and backward pass, to the bit: %s', (_, rule) => {
    const { rates, gradients } = runOp(rule);
    const network = leakyNetwork({ nIn, nUnits, nOut: 1, kernel, alpha: 0.3 });
    const array = (data: Float32Array, ...shape: number[]) => ({ data, shape });
    const params = {
      recurrentWeights: array(values.recurrentWeights, nUnits, nUnits),
      inputWeights: array(values.inputWeights, nUnits, nIn),
      bias: array(values.bias, nUnits),
      initialState: array(values.initialState, nUnits),
      readoutWeights: array(new Float32Array(nUnits), 1, nUnits),
      readoutBias: array(new Float32Array(1), 1),
    };
    const pass = network.forward(params, values.inputs, { trials, steps });
    expect(rates).toEqual(pass.rollout.rates);
    const sensitivity = { dOutputs: new Float32Array(trials * steps), dRates: { array: upstream } };
    const expected = network.backward(params, pass, sensitivity, (weights) => rule.route(weights, null));
    for (const name of ['recurrentWeights', 'inputWeights', 'bias', 'initialState'] as const)
      expect(gradients[name], name).toEqual(expected[name].data);
  });

  // float32 tensors: central differences of a loss near 10 at h = 1e-2 have a rounding error near 1e-4.
  it.each(['cpu', 'wasm'])('has BPTT’s gradients by finite differences in every tensor, on %s', async (backend) => {
    await tf.setBackend(backend);
    const { gradients } = runOp(bptt, 'tanh');
    const loss = (v: typeof values) =>
      tf.tidy(() => {
        const rates = leakyRecurrence(tensorsOf(v), { rule: bptt, activation: 'tanh', alpha: 0.3 });
        return (rates.dataSync() as Float32Array).reduce((sum, h, k) => sum + h * upstream[k], 0);
      });
    for (const name of Object.keys(values) as (keyof typeof values)[])
      values[name].forEach((_, k) => {
        const shifted = (by: number) => ({ ...values, [name]: values[name].map((v, i) => (i === k ? v + by : v)) });
        const difference = (loss(shifted(1e-2)) - loss(shifted(-1e-2))) / 2e-2;
        expect(Math.abs(gradients[name][k] - difference), `${name}[${k}]`).toBeLessThan(1e-3);
      });
    await tf.setBackend('wasm');
  });

  it('gives the same on another backend, where it runs on the reference kernel', async () => {
    const onWasm = [bptt, eprop].map((rule) => runOp(rule));
    await tf.setBackend('cpu');
    const onCpu = [bptt, eprop].map((rule) => runOp(rule));
    await tf.setBackend('wasm');
    onWasm.forEach(({ rates, gradients }, k) => {
      expect(relativeDifference(rates, onCpu[k].rates)).toBeLessThan(1e-6);
      for (const [name, gradient] of Object.entries(gradients))
        expect(relativeDifference(gradient, onCpu[k].gradients[name]), name).toBeLessThan(3e-6);
    });
    expect(onWasm[0].gradients.recurrentWeights).not.toEqual(onWasm[1].gradients.recurrentWeights);
  });

  it('starts from a_0 = 0 where it is given none', () => {
    tf.tidy(() => {
      const { initialState: _, ...rest } = tensorsOf();
      const zero = { ...rest, initialState: tf.zeros<tf.Rank.R1>([nUnits]) };
      const rates = (given: RecurrenceTensors) => leakyRecurrence(given, { rule: bptt }).dataSync().slice();
      expect(rates(rest)).toEqual(rates(zero));
      const gradientOf = (given: RecurrenceTensors) =>
        tf
          .grad((W) => leakyRecurrence({ ...given, recurrentWeights: W as tf.Tensor2D }, { rule: bptt }))(
            given.recurrentWeights,
          )
          .dataSync()
          .slice();
      expect(gradientOf(rest)).toEqual(gradientOf(zero));
    });
  });

  it('leaves no tensor behind but its result, whether or not it is differentiated', () => {
    const { initialState: _, ...rest } = tensorsOf();
    const before = tf.memory().numTensors;
    const rates = leakyRecurrence(rest, { rule: eprop });
    expect(tf.memory().numTensors).toBe(before + 1);
    rates.dispose();
    const gradient = tf.grad((W) => leakyRecurrence({ ...rest, recurrentWeights: W as tf.Tensor2D }, { rule: bptt }));
    gradient(rest.recurrentWeights).dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(rest);
  });

  it('takes the rule’s state, for rules that have one', () => {
    const fixed: CreditRule<{ data: Float32Array }> = {
      route: (_, { data }) => ({ recurrent: { weights: data } }),
    };
    tf.tidy(() => {
      const given = tensorsOf();
      const along = <S>(rule: CreditRule<S>, ruleState: S) =>
        tf
          .grad((W) => leakyRecurrence({ ...given, recurrentWeights: W as tf.Tensor2D }, { rule, ruleState }))(
            given.recurrentWeights,
          )
          .dataSync()
          .slice();
      expect(along(fixed, { data: values.recurrentWeights })).toEqual(along(bptt, null));
      expect(along(fixed, { data: new Float32Array(nUnits * nUnits) })).toEqual(along(eprop, null));
    });
  });

  const call = (change: Partial<RecurrenceTensors>, options = {}) =>
    tf.tidy(() => leakyRecurrence({ ...tensorsOf(), ...change }, { rule: bptt, ...options }));
  it.each<[string, () => unknown, string]>([
    [
      'inputs of rank 2',
      () => call({ inputs: tf.zeros([3, 2]) as tf.Tensor as tf.Tensor3D }),
      'inputs has the shape [3, 2]; expected [trials, steps, nIn]',
    ],
    ['no trials', () => call({ inputs: tf.zeros([0, 6, 2]) }), 'inputs has the shape [0, 6, 2]'],
    [
      'recurrent weights that are not square',
      () => call({ recurrentWeights: tf.zeros([5, 4]) }),
      'recurrentWeights has the shape [5, 4]; expected [5, 5]',
    ],
    [
      'transposed input weights',
      () => call({ inputWeights: tf.zeros([nIn, nUnits]) }),
      'inputWeights has the shape [2, 5]; expected [5, 2]',
    ],
    ['a bias of another length', () => call({ bias: tf.zeros([4]) }), 'bias has the shape [4]; expected [5]'],
    ['an initial state for every trial', () => call({ initialState: tf.zeros([3, 5]) as never }), 'initialState'],
    ['a leak of 0', () => call({}, { alpha: 0 }), 'alpha is 0'],
    ['an unknown activation', () => call({}, { activation: 'thanh' }), "Did you mean 'tanh'?"],
  ])('raises an ArgumentError for %s', (_, act, message) => {
    expect(act).toThrow(ArgumentError);
    expect(act).toThrow(message);
  });

  it('raises an error for NaN in its tensors, and for a gradient that is not finite', () => {
    expect(() => call({ bias: tf.fill([nUnits], Number.NaN) })).toThrow(NonFiniteError);
    const infinite = () =>
      tf.tidy(() => tf.grad((x) => tf.mul(call({ inputs: x as tf.Tensor3D }), Infinity))(tensorsOf().inputs));
    expect(infinite).toThrow(NonFiniteError);
  });

  it('refuses a rule that replaces the readout, which is not part of the op', () => {
    const rule: CreditRule<null> = { route: (weights) => ({ readout: weights }) };
    const differentiate = () =>
      tf.tidy(() => tf.grad((x) => call({ inputs: x as tf.Tensor3D }, { rule }))(tensorsOf().inputs));
    expect(differentiate).toThrow('the rule replaces the feedback from the readout');
  });
});
