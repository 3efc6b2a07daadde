import { describe, expect, it } from 'vitest';
import { checkFinite, checkInteger, checkLength, checkNumber } from './checks.js';
import { ArgumentError, NonFiniteError } from './errors.js';

describe('checks name the function, the argument, what came and what was expected', () => {
  it('checkInteger', () => {
    expect(() => checkInteger('f', 'n', 3)).not.toThrow();
    expect(() => checkInteger('f', 'n', 0, 0)).not.toThrow();
    for (const wrong of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => checkInteger('f', 'n', wrong)).toThrow(`f: n is ${wrong}; expected an integer of at least 1`);
  });

  it('checkNumber', () => {
    expect(() => checkNumber('f', 'x', -1e300)).not.toThrow();
    expect(() => checkNumber('f', 'x', 1, 0, 1)).not.toThrow();
    expect(() => checkNumber('f', 'x', 1.5, 0, 1)).toThrow('f: x is 1.5; expected a number from 0 to 1');
    expect(() => checkNumber('f', 'x', Number.NaN)).toThrow(NonFiniteError);
  });

  it('checkLength', () => {
    expect(() => checkLength('f', 'x', [1, 2, 3, 4, 5, 6], [2, 3])).not.toThrow();
    expect(() => checkLength('f', 'x', [1, 2], [2, 3])).toThrow('f: x has 2 values; expected 6 for the shape [2, 3]');
  });

  it('checkFinite says where', () => {
    const data = [0, 1, 2, 3, 4, 5];
    expect(() => checkFinite('f', 'x', data, [2, 3])).not.toThrow();
    expect(() => checkFinite('f', 'x', data.with(5, Number.NaN), [2, 3])).toThrow(
      /f: x is NaN at \[1, 2\] of its shape \[2, 3\]/,
    );
    expect(() => checkFinite('f', 'x', data.with(0, -Infinity))).toThrow(/-Infinity at \[0\]/);
    expect(() => checkFinite('f', 'x', [Number.NaN])).toThrow(ArgumentError); // every check's error is one
  });
});
