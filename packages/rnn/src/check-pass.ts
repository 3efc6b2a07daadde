import { checkLength, type Floats, type Noise, NonFiniteError, type Rollout, type RunSize } from '@lrsim/core';
import type { CellGradients, Sensitivity } from './types.js';

interface Sizes {
  readonly nUnits: number;
  readonly nOut: number;
}

/** Throws where noise is of another size than the rates, [trials, steps, nUnits]. */
export function checkNoise(where: string, noise: Noise | undefined, shape: readonly number[]): void {
  if (noise?.rates) checkLength(where, 'noise.rates', noise.rates, shape);
  if (noise?.preActivation) checkLength(where, 'noise.preActivation', noise.preActivation, shape);
}

/** Throws where the activity of a run is infinite or NaN. */
export function checkRates(where: string, { meanSquareRate }: Pick<Rollout, 'meanSquareRate'>): void {
  if (!Number.isFinite(meanSquareRate))
    throw new NonFiniteError(
      `${where}: the mean squared rate is ${meanSquareRate}; expected a finite number. Weights, inputs or noise are not ` +
        'finite, or the activity grew without bound: lower the gain or the weights, or take a saturating activation.',
    );
}

/** Checks what a loss hands to the backward pass. */
export function checkSensitivity<F extends Floats>(
  where: string,
  { nUnits, nOut }: Sizes,
  { trials, steps }: RunSize,
  { dOutputs, dRates }: Sensitivity<F>,
): void {
  checkLength(where, 'dOutputs of the loss', dOutputs, [trials, steps, nOut]);
  if (dRates?.array) checkLength(where, 'dRates.array of the loss', dRates.array, [trials, steps, nUnits]);
}

/** Throws where a gradient is infinite or NaN, which no later step can repair. */
export function checkGradients(where: string, gradients: Readonly<CellGradients<Floats>>): void {
  for (const [name, values] of Object.entries(gradients)) {
    const wrong = values.findIndex((value: number) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new NonFiniteError(
        `${where}: the gradient of ${name} is ${values[wrong]} at position ${wrong}; expected finite numbers. ` +
          'Credit grew without bound on its way back, or the loss has an infinite derivative: lower the gain, the learning rate or the number of steps.',
      );
  }
}
