import { lookUp } from '@lrsim/core';

/** A nonlinearity h = f(a) with its derivative. */
export interface Activation {
  readonly name: string;
  value(a: number): number;
  /** f'(a), given also h = f(a). */
  slope(a: number, h: number): number;
}

const logistic = (a: number) => 1 / (1 + Math.exp(-a));

/**
 * All activations. Derivatives at a kink are those automatic differentiation of the paper's code takes: 1/2 at 0 for
 * retanh (an elementwise maximum shares the tie) and 1 for relu (a clamp passes the gradient at its bound). They matter:
 * a_0 = 0 at initialisation, so the first gradient of a_0 carries f'(0). The value of NaN is NaN, also for rectifiers.
 */
export const activations: Readonly<Record<string, Activation>> = {
  retanh: {
    name: 'retanh',
    value: (a) => (a <= 0 ? 0 : Math.tanh(a)),
    slope: (a, h) => (a > 0 ? 1 - h * h : a === 0 ? 0.5 : 0),
  },
  relu: { name: 'relu', value: (a) => Math.max(a, 0), slope: (a) => (a >= 0 ? 1 : 0) },
  tanh: { name: 'tanh', value: Math.tanh, slope: (_, h) => 1 - h * h },
  softplus: {
    name: 'softplus',
    value: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
    slope: logistic,
  },
  logistic: { name: 'logistic', value: logistic, slope: (_, h) => h * (1 - h) },
  linear: { name: 'linear', value: (a) => a, slope: () => 1 },
};

/** The activation of that name; an unknown one throws with the nearest known name. */
export const activationNamed = (name: string): Activation => lookUp('activation', activations, name);
