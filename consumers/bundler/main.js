import { procrustes } from '@lrsim/similarity';

const square = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
];
const turned = square.map(([x, y]) => [3 - y, x + 5]);
const line = square.map(([x, y]) => [x + y, x + y]);
console.log(procrustes(square, turned) < 1e-6 && procrustes(square, line) > 0.1 ? 'bundled' : 'wrong');
