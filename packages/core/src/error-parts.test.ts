import { expect, it } from 'vitest';
import { errorFromParts, errorParts } from './error-parts.js';
import { ArgumentError, ConvergenceError, FileFormatError, NonFiniteError, UnknownNameError } from './errors.js';

it.each([ArgumentError, ConvergenceError, FileFormatError, NonFiniteError, UnknownNameError])(
  'keeps the class from thread to thread: %o',
  (kind) => {
    const arrived = errorFromParts(structuredClone(errorParts(new kind('what was wrong'))));
    expect(arrived).toBeInstanceOf(kind);
    expect(arrived).toMatchObject({ name: kind.name, message: 'what was wrong' });
  },
);

it('keeps the name of any other error, and says what was thrown where it is none', () => {
  expect(errorFromParts(errorParts(new TypeError('odd')))).toMatchObject({ name: 'TypeError', message: 'odd' });
  expect(errorFromParts(errorParts(7))).toMatchObject({ name: 'Error', message: '7' });
  // A name that every object has is none of ours.
  expect(errorFromParts({ name: 'constructor', message: 'odd' })).toMatchObject({
    name: 'constructor',
    message: 'odd',
  });
});
