import { checkNumber } from '@lrsim/core';

/** Throws ArgumentError unless coherences (%) are finite and between 0 and 100. */
export function checkCoherences(where: string, coherences: readonly number[]): void {
  coherences.forEach((coherence, i) => {
    checkNumber(where, `coherences[${i}]`, coherence, 0, 100);
  });
}
