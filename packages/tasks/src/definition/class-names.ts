import { indices } from './conditions.js';

/** The classes of a task with n choices: fixating, and each choice. */
export const choices = (n: number): string[] => ['fixate', ...indices(n).map((k) => `choice ${k + 1}`)];
