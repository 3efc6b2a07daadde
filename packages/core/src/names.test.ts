import { expect, it } from 'vitest';
import { UnknownNameError } from './errors.js';
import { lookUp } from './names.js';

const table = { bptt: 1, eprop: 2, modprop: 3 };

it('lookUp finds a member by its exact name', () => {
  expect(lookUp('rule', table, 'eprop')).toBe(2);
});

it.each([
  ['epop', 'eprop'],
  ['BPTT', 'bptt'],
  ['mod-prop', 'modprop'],
])('for %s it suggests %s and lists all', (wrong, nearest) => {
  expect(() => lookUp('rule', table, wrong)).toThrow(UnknownNameError);
  expect(() => lookUp('rule', table, wrong)).toThrow(
    `there is no rule named '${wrong}'. Did you mean '${nearest}'? Known: bptt, eprop, modprop`,
  );
});

it('does not take what every object inherits for a member', () => {
  expect(() => lookUp('rule', table, 'toString')).toThrow(UnknownNameError);
  expect(() => lookUp('rule', {}, 'x')).toThrow("there is no rule named 'x'");
});
