import { lookUp, type Params } from '@lrsim/core';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';
import type { AdjointRule } from './types.js';

/**
 * All learning rules by name. A new one is a definition in a file of its own and a line here. Its state is named arrays, or
 * null, so that every run can be saved.
 */
export const rules: Readonly<Record<string, AdjointRule<Params | null>>> = { bptt, eprop };

/** The rule of that name; an unknown one throws with the nearest known name. */
export const ruleNamed = (name: string): AdjointRule<Params | null> => lookUp('learning rule', rules, name);
