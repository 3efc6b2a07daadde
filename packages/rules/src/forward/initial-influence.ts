import { dot, jacobianTimes } from './jacobian-products.js';
import type { Influence, InfluenceMethod, InfluenceStep } from './types.js';

/**
 * The influence of the initial state on the state, J_t ... J_1, in rank one and without bias, for rules that compress the
 * influence of the weights likewise: with random signs nu, E[nu nu^T] = I, so that (J_t ... J_1 nu) nu^T has it as its mean.
 */
export const initialInfluence = {
  /** v_0 = nu */
  start: (signs: ArrayLike<number>): Influence => ({
    initialSigns: Float64Array.from(signs),
    initialForward: Float64Array.from(signs),
  }),
  /** v_t = J_t v_{t-1} */
  advance({ initialForward }: Influence, step: InfluenceStep): void {
    initialForward.set(jacobianTimes(step.jacobian(), initialForward, 1));
  },
  /** Adds (G . v_t) nu to the last column. */
  credit({ initialSigns, initialForward }: Influence, signal: Float64Array, gradient: Float64Array): void {
    const columns = gradient.length / signal.length;
    const along = dot(signal, initialForward);
    initialSigns.forEach((sign, i) => {
      gradient[(i + 1) * columns - 1] += along * sign;
    });
  },
} satisfies InfluenceMethod;

/** A method for the weights with this one for the initial state. */
export function withInitialInfluence(
  nUnits: number,
  signsPerStep: number,
  method: Omit<InfluenceMethod, 'start' | 'signs'> & { start(): Influence },
): InfluenceMethod {
  return {
    signs: { start: nUnits, step: signsPerStep },
    start: (signs) => ({ ...method.start(), ...initialInfluence.start(signs) }),
    advance(influence, step) {
      method.advance(influence, step);
      initialInfluence.advance(influence, step);
    },
    credit(influence, signal, gradient) {
      method.credit(influence, signal, gradient);
      initialInfluence.credit(influence, signal, gradient);
    },
  };
}
