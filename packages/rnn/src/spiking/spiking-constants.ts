import { ArgumentError, checkInteger, checkLength, checkNumber } from '@lrsim/core';
import type { SpikingConstants } from './types.js';

/** Constants of the units as a user gives them; the defaults are those of Bellec et al. 2020, evidence accumulation. */
export interface SpikingConstantsOptions {
  /** Duration of a step (ms); 1 by default. Every decay follows from it. */
  readonly dtMs?: number;
  /** tau_m, of the membrane potential (ms); 20 by default. */
  readonly membraneTimeConstantMs?: number;
  /** tau_a, of the adaptive threshold (ms); 2000 by default. */
  readonly adaptationTimeConstantMs?: number;
  /** tau_out, of the readout (ms); 20 by default, 0 for a readout that does not leak. */
  readonly readoutTimeConstantMs?: number;
  /** v_th, the threshold at rest and the size of the reset; 0.6 by default. */
  readonly threshold?: number;
  /** beta, what each spike adds to the unit's threshold: of all units, or [nUnits]; 0.0174 by default. 0 is a LIF unit. */
  readonly adaptation?: number | ArrayLike<number>;
  /** gamma, which scales the surrogate slope; 0.3 by default. */
  readonly dampening?: number;
  /** Steps after a spike in which a unit cannot spike; 0 by default (the paper has 5 ms). */
  readonly refractorySteps?: number;
}

/**
 * The constants per step, checked: a time constant tau becomes the decay exp(-dt / tau).
 *
 * @throws ArgumentError for a constant out of its range, or adaptation of another length than there are units.
 */
export function spikingConstants(where: string, nUnits: number, options: SpikingConstantsOptions): SpikingConstants {
  const {
    dtMs = 1,
    membraneTimeConstantMs = 20,
    adaptationTimeConstantMs = 2000,
    readoutTimeConstantMs = 20,
  } = options;
  const { threshold = 0.6, adaptation = 0.0174, dampening = 0.3, refractorySteps = 0 } = options;
  checkPositive(where, 'dtMs', dtMs);
  checkPositive(where, 'membraneTimeConstantMs', membraneTimeConstantMs);
  checkPositive(where, 'adaptationTimeConstantMs', adaptationTimeConstantMs);
  checkNumber(where, 'readoutTimeConstantMs', readoutTimeConstantMs, 0);
  checkPositive(where, 'threshold', threshold);
  checkNumber(where, 'dampening', dampening, 0);
  checkInteger(where, 'refractorySteps', refractorySteps, 0);
  const ofUnits = typeof adaptation === 'number' ? new Float64Array(nUnits).fill(adaptation) : adaptation;
  checkLength(where, 'adaptation', ofUnits, [nUnits]);
  for (let i = 0; i < nUnits; i++) checkNumber(where, `adaptation[${i}]`, ofUnits[i], 0);
  return {
    dtMs,
    membraneDecay: Math.exp(-dtMs / membraneTimeConstantMs),
    adaptationDecay: Math.exp(-dtMs / adaptationTimeConstantMs),
    readoutLeak: Math.exp(-dtMs / readoutTimeConstantMs), // exp(-Infinity) = 0
    threshold,
    adaptation: Float64Array.from(ofUnits),
    dampening,
    refractorySteps,
  };
}

function checkPositive(where: string, argument: string, value: number): void {
  checkNumber(where, argument, value);
  if (value <= 0) throw new ArgumentError(`${where}: ${argument} is ${value}; expected a number above 0`);
}
