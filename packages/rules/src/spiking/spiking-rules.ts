import type { LearningRule } from '@lrsim/core';
import type { RuleState } from '../types.js';
import { epropAlif, epropAlifOnline, epropAlifRandom } from './eprop-alif.js';

/** All learning rules for networks made by `spikingNetwork`, in the order of the README's table. */
const members = [epropAlif, epropAlifOnline, epropAlifRandom] as readonly LearningRule<RuleState>[];

/** The learning rules for spiking networks by name. */
export const spikingRules: Readonly<Record<string, LearningRule<RuleState>>> = Object.fromEntries(
  members.map((rule) => [rule.name, rule]),
);
