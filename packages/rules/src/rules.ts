import { lookUp } from '@lrsim/core';
import { bptt } from './adjoint/bptt.js';
import { eprop } from './adjoint/eprop.js';
import type { LeakyRule } from './types.js';

/** All learning rules for leaky networks, in the order of the README's table. */
const members: readonly LeakyRule[] = [bptt, eprop];

/** All learning rules by name. A new one is a definition in a file of its own and a place in the list above. */
export const rules: Readonly<Record<string, LeakyRule>> = Object.fromEntries(members.map((rule) => [rule.name, rule]));

/** Other names people use. */
const aliases: Readonly<Record<string, LeakyRule>> = { eprop };

/** The rule of that name, or of a short name such as 'eprop'; an unknown one throws with the nearest known name. */
export const ruleNamed = (name: string): LeakyRule => lookUp('learning rule', { ...rules, ...aliases }, name);
