import { lookUp } from '@lrsim/core';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';
import type { AdjointRule } from './types.js';

/** All learning rules by name. A new one is a definition in a file of its own and a line here. */
export const rules: Readonly<Record<string, AdjointRule>> = { bptt, eprop };

/** The rule of that name; an unknown one throws with the nearest known name. */
export const ruleNamed = (name: string): AdjointRule => lookUp('learning rule', rules, name);
