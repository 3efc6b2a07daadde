import { numeric, scalar, type Written } from './write-matlab.js';

/** The variables of a file that holds everything a MATLAB file can, once. */
export const everything: Record<string, Written> = {
  cube: numeric(
    'double',
    [2, 3, 4],
    Array.from({ length: 24 }, (_, i) => i),
  ),
  counts: numeric('double', [3, 2], [1, 2, 3, 4, 5, 6], { stored: 2 }),
  flags: numeric('uint8', [1, 3], [1, 0, 1], { stored: 2, logical: true }),
  z: numeric('double', [1, 2], [1, 2], { imaginary: [3, -4] }),
  text: { kind: 'char', shape: [1, 5], text: 'hello' },
  nested: {
    kind: 'struct',
    shape: [1, 1],
    elements: [{ cell: { kind: 'cell', shape: [1, 2], elements: [scalar(1), { kind: 'empty' }] }, x: scalar(2) }],
  },
  pairs: {
    kind: 'struct',
    shape: [2, 2],
    elements: [1, 2, 3, 4].map((value) => ({
      value: scalar(value),
      name: { kind: 'char', shape: [1, 1], text: `${value}` },
    })),
  },
  sparse: { kind: 'sparse', shape: [3, 2], rowIndex: [0, 2, 1], columnStart: [0, 2, 3], values: [5, 6, 7] },
  f: { kind: 'function' },
};
