import { ArgumentError, checkInteger, checkLength } from '@lrsim/core';
import type { CreditRoute, Leak } from './types.js';

/** Checks the route of credit a rule gives for a network. */
export function checkRoute(
  where: string,
  { nUnits, nOut, leak }: { readonly nUnits: number; readonly nOut: number; readonly leak: Leak },
  { recurrent, readout, window }: CreditRoute,
): void {
  if (recurrent) checkLength(where, "recurrent.weights of the rule's route", recurrent.weights, [nUnits, nUnits]);
  if (readout) checkLength(where, "readout of the rule's route", readout, [nOut, nUnits]);
  if (window !== undefined) {
    checkInteger(where, "window of the rule's route", window);
    if (recurrent?.relay) throw new ArgumentError(`${where}: the rule's route has a window and a relay; expected one`);
  }
  if (leak === 'rate' && (recurrent?.slope !== undefined || (recurrent?.relay?.slope ?? 0) !== 0))
    throw new ArgumentError(
      `${where}: the rule's route has a slope of its own, which is defined for the leak on the pre-activation; ` +
        "this network has it on the rate. Take leakyNetwork({ leak: 'pre-activation' }) or another rule.",
    );
}
