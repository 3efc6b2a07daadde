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
 * What `leakyRecurrence` and `leakyRecurrenceWithReadout` share: the rates as a differentiable tfjs op. A rule that replaces the
 * feedback from the readout is refused unless the readout follows it (`readoutFollows`).
 */
export function recurrenceOp<S>(
  where: string,
  tensors: RecurrenceTensors,
  options: RecurrenceOptions<S>,
  readoutFollows: boolean,
): Tensor3D {
  registerGradients();
  const { inputs, recurrentWeights, inputWeights, bias, initialState } = tensors;
  const { nIn, nUnits, trials, steps } = sizesOf(where, tensors);
  const { leak = 'pre-activation', alpha = 0.1, rule } = options;
  checkFraction(where, 'alpha', alpha);
  const activation = activationNamed(options.activation ?? 'retanh');
  checkNoise(where, options.noise, [trials, steps, nUnits]);

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
      checkRates(where, pass.rollout);
      const value = tensor(Float32Array.from(pass.rollout.rates), [trials, steps, nUnits]);
      const gradFunc = (dRates: Tensor) => {
        const { readout, ...route } = rule.route(weights.recurrentWeights, (options.ruleState ?? null) as S);
        if (readout && !readoutFollows)
          throw new ArgumentError(
            `${where}: the rule replaces the feedback from the readout, which is not part of this op; ` +
              'expected a rule that leaves it. Take leakyRecurrenceWithReadout, which has the readout.',
          );
        const sensitivity = { dOutputs: none, dRates: { array: typed(dRates) } };
        checkSensitivity(where, cell, { trials, steps }, sensitivity);
        checkRoute(where, cell, route);
        const gradients = pass.backward(sensitivity, route, 'with inputs');
        checkGradients(where, gradients);
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
function sizesOf(where: string, { inputs, recurrentWeights, inputWeights, bias, initialState }: RecurrenceTensors) {
  if (inputs.shape.length !== 3 || inputs.size === 0)
    throw new ArgumentError(
      `${where}: inputs has the shape [${inputs.shape.join(', ')}]; expected [trials, steps, nIn], each at least 1`,
    );
  const [trials, steps, nIn] = inputs.shape;
  const nUnits = recurrentWeights.shape[0];
  checkShape(where, 'recurrentWeights', recurrentWeights, [nUnits, nUnits]);
  checkShape(where, 'inputWeights', inputWeights, [nUnits, nIn]);
  checkShape(where, 'bias', bias, [nUnits]);
  if (initialState) checkShape(where, 'initialState', initialState, [nUnits]);
  return { trials, steps, nIn, nUnits };
}

export function checkShape(where: string, argument: string, { shape }: Tensor, expected: readonly number[]): void {
  if (shape.join() !== expected.join())
    throw new ArgumentError(
      `${where}: ${argument} has the shape [${shape.join(', ')}]; expected [${expected.join(', ')}] beside the other tensors`,
    );
}
