import { ArgumentError, type Floats, type Noise } from '@lrsim/core';
import { customGrad, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, tensor } from '@tensorflow/tfjs-core';
import { activationNamed } from './activations.js';
import { checkFraction } from './check-fraction.js';
import { checkGradients, checkNoise, checkRates, checkSensitivity } from './check-pass.js';
import { checkRoute } from './check-route.js';
import { tfjsKernel } from './kernels/tfjs-kernel.js';
import { registerGradients } from './register-gradients.js';
import type { Cell, CreditRule, ForwardPass, Kernel, Leak } from './types.js';

/** The weights of a recurrence inside a tfjs model. */
export interface RecurrenceTensors {
  /** x, [trials, steps, nIn] */
  readonly inputs: Tensor3D;
  /** W, [nUnits, nUnits], row = postsynaptic */
  readonly recurrentWeights: Tensor2D;
  /** U, [nUnits, nIn] */
  readonly inputWeights: Tensor2D;
  /** b, [nUnits] */
  readonly bias: Tensor1D;
  /** a_0, [nUnits]; zeros by default */
  readonly initialState?: Tensor1D;
}

/** How a recurrence runs and learns. */
export interface RecurrenceOptions<S> {
  /** The learning rule its gradient follows: `bptt`, `eprop` or another adjoint rule of `@lrsim/rules`. */
  readonly rule: CreditRule<S>;
  /** The rule's state, for rules that have one. */
  readonly ruleState?: S;
  /** What the leak acts on: 'pre-activation' (default) or 'rate'. */
  readonly leak?: Leak;
  /** Leak dt / tau; 0.1 by default. */
  readonly alpha?: number;
  /** 'retanh' by default. */
  readonly activation?: string;
  /** Noise on the rates or before the nonlinearity, each [trials, steps, nUnits]; none by default. */
  readonly noise?: Noise;
  /** What computes it: tfjs operations on the current backend by default. */
  readonly kernel?: Kernel;
}

/**
 * The leaky recurrence as a differentiable tfjs op: rates h_1..h_T, [trials, steps, nUnits], whose gradient with respect to
 * inputs and weights is the one the learning rule assigns. Everything before and after it is differentiated by tfjs.
 *
 * It is computed by tfjs operations on the current backend, or by another kernel that is handed to it: `await bestKernel()` is
 * faster.
 * In plain Node tfjs-core comes without gradients, and an operation that runs before they are registered keeps none: await
 * `startTfjsKernel()` or call `registerGradients()` before the model runs for the first time.
 *
 * No constraint is applied: write it in tfjs, before the op (`tf.abs(W).mul(mask)`).
 *
 * @throws ArgumentError for tensors whose shapes do not fit together; NonFiniteError where the activity or its gradient
 *   becomes infinite or NaN.
 */
export function leakyRecurrence<S = null>(tensors: RecurrenceTensors, options: RecurrenceOptions<S>): Tensor3D {
  registerGradients();
  const { inputs, recurrentWeights, inputWeights, bias, initialState } = tensors;
  const { nIn, nUnits, trials, steps } = sizesOf(tensors);
  const { leak = 'pre-activation', alpha = 0.1, rule } = options;
  checkFraction('leakyRecurrence', 'alpha', alpha);
  const activation = activationNamed(options.activation ?? 'retanh');
  checkNoise('leakyRecurrence', options.noise, [trials, steps, nUnits]);

  const run = <F extends Floats>(kernel: Kernel<F>): Tensor3D => {
    const typed = (source: Tensor) => {
      const data = kernel.zeros(source.size);
      data.set(source.dataSync());
      return data;
    };
    const none = kernel.zeros(0);
    const operands = [inputs, recurrentWeights, inputWeights, bias, ...(initialState ? [initialState] : [])];
    const op = customGrad((...all) => {
      const [x, W, U, b, a0] = (all as Tensor[]).slice(0, operands.length); // after them comes tfjs's `save`
      const weights = {
        recurrentWeights: typed(W),
        inputWeights: typed(U),
        bias: typed(b),
        initialState: a0 ? typed(a0) : kernel.zeros(nUnits),
        readoutWeights: none,
        readoutBias: none,
      };
      const cell: Cell<F> = { nIn, nUnits, nOut: 0, leak, alpha, activation, weights };
      const pass: ForwardPass<F> = kernel.forward(cell, x.dataSync(), { trials, steps }, options.noise, 'gradient');
      checkRates('leakyRecurrence', pass.rollout);
      const value = tensor(Float32Array.from(pass.rollout.rates), [trials, steps, nUnits]);
      const gradFunc = (dRates: Tensor) => {
        const route = rule.route(weights.recurrentWeights, (options.ruleState ?? null) as S);
        if (route.readout)
          throw new ArgumentError(
            'leakyRecurrence: the rule replaces the feedback from the readout, which is not part of this op; ' +
              'expected a rule that leaves it. Write the replaced readout as a tf.customGrad of your own.',
          );
        const sensitivity = { dOutputs: none, dRates: { array: typed(dRates) } };
        checkSensitivity('leakyRecurrence', cell, { trials, steps }, sensitivity);
        checkRoute('leakyRecurrence', cell, route);
        const gradients = pass.backward(sensitivity, route, 'with inputs');
        checkGradients('leakyRecurrence', gradients);
        const asTensor = (data: F, like: Tensor) => tensor(Float32Array.from(data), like.shape);
        return [
          asTensor(gradients.inputs as F, x),
          asTensor(gradients.recurrentWeights, W),
          asTensor(gradients.inputWeights, U),
          asTensor(gradients.bias, b),
          ...(a0 ? [asTensor(gradients.initialState, a0)] : []),
        ];
      };
      return { value, gradFunc };
    });
    return op(...operands) as Tensor3D;
  };
  return run(options.kernel ?? tfjsKernel);
}

/** The sizes the tensors agree on; throws where they do not. */
function sizesOf({ inputs, recurrentWeights, inputWeights, bias, initialState }: RecurrenceTensors) {
  const where = 'leakyRecurrence';
  if (inputs.shape.length !== 3 || inputs.size === 0)
    throw new ArgumentError(
      `${where}: inputs has the shape [${inputs.shape.join(', ')}]; expected [trials, steps, nIn], each at least 1`,
    );
  const [trials, steps, nIn] = inputs.shape;
  const nUnits = recurrentWeights.shape[0];
  checkShape('recurrentWeights', recurrentWeights, [nUnits, nUnits]);
  checkShape('inputWeights', inputWeights, [nUnits, nIn]);
  checkShape('bias', bias, [nUnits]);
  if (initialState) checkShape('initialState', initialState, [nUnits]);
  return { trials, steps, nIn, nUnits };
}

function checkShape(argument: string, { shape }: Tensor, expected: readonly number[]): void {
  if (shape.join() !== expected.join())
    throw new ArgumentError(
      `leakyRecurrence: ${argument} has the shape [${shape.join(', ')}]; expected [${expected.join(', ')}] beside the other tensors`,
    );
}
