// Every operation of @lrsim/linalg on each engine that can run here, beside numpy and scipy (python3, where it has them) on
// one thread, in one run: milliseconds, the least of the repeats, and how many times numpy's that is.
//
//   node bench/linalg.mjs [--engines lapack,wasm,javascript] [--seconds 0.5] [--only svd] [--json]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import * as linalg from '@lrsim/linalg';

const { values: options } = parseArgs({
  options: {
    engines: { type: 'string', default: 'lapack,wasm,javascript' },
    seconds: { type: 'string', default: '0.5' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);

const rng = createRng('bench');
const normals = (rows, columns) => ({
  rows,
  columns,
  data: Float64Array.from({ length: rows * columns }, () => rng.normal()),
});

/** The least time of one call, of as many as fit in `seconds`, in milliseconds. */
function time(call) {
  let best = Number.POSITIVE_INFINITY;
  const start = performance.now();
  do {
    const before = performance.now();
    call();
    best = Math.min(best, performance.now() - before);
  } while (performance.now() - start < 1e3 * seconds);
  return best;
}

const operations = {};
for (const n of [100, 400, 762]) {
  const [a, b] = [normals(n, n), normals(n, n)];
  const s = linalg.transposeMultiply(a, a);
  Object.assign(operations, {
    [`multiply/${n}`]: () => linalg.multiply(a, b),
    [`gram/${n}`]: () => linalg.transposeMultiply(a, a),
    [`singularValues/${n}`]: () => linalg.singularValues(a),
    [`svd/${n}`]: () => linalg.svd(a),
    [`symmetricEigenvalues/${n}`]: () => linalg.symmetricEigenvalues(s),
    [`symmetricEigen/${n}`]: () => linalg.symmetricEigen(s),
    [`generalEigenvalues/${n}`]: () => linalg.generalEigenvalues(a),
    [`generalEigen/${n}`]: () => linalg.generalEigen(a),
    [`qr/${n}`]: () => linalg.qr(a),
    [`solve/${n}`]: () => linalg.solve(a, b),
    [`cholesky/${n}`]: () => linalg.cholesky(s),
    [`solvePositiveDefinite/${n}`]: () => linalg.solvePositiveDefinite(s, b),
    [`linearAssignment/${n}`]: () => linalg.linearAssignment(a),
  });
}
const [x, y] = [normals(3600, 400), normals(3600, 762)];
const wide = normals(400, 762);
Object.assign(operations, {
  'transposeMultiply/3600x400,3600x762': () => linalg.transposeMultiply(x, y),
  'gram/3600x762': () => linalg.transposeMultiply(y, y),
  'singularValues/400x762': () => linalg.singularValues(wide),
  'singularValues/3600x762': () => linalg.singularValues(y),
  'svd/3600x762': () => linalg.svd(y),
  'qr/3600x762': () => linalg.qr(y),
});

/** numpy's milliseconds by name; empty without python3 or numpy. */
function numpyTimes() {
  try {
    const script = fileURLToPath(new URL('linalg.py', import.meta.url));
    const lines = execFileSync('python3', [script, String(seconds)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Object.fromEntries(
      lines
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name, ms]) => [name, Number(ms)]),
    );
  } catch {
    return {};
  }
}

const rows = Object.entries(numpyTimes()).map(([what, ms]) => ({ what, engine: 'numpy', ms, ratio: 1 }));
const reference = Object.fromEntries(rows.map(({ what, ms }) => [what, ms]));
for (const engine of options.engines.split(',')) {
  try {
    linalg.useEngine(engine);
  } catch (error) {
    console.error(error.message);
    continue;
  }
  for (const [what, call] of Object.entries(operations)) {
    if (!what.includes(options.only)) continue;
    const ms = time(call);
    rows.push({ what, engine, ms, ratio: ms / reference[what] });
  }
}

const engines = ['numpy', ...options.engines.split(',')];
if (options.json) for (const row of rows) console.log(JSON.stringify(row));
else {
  const line = (cells) => console.log(cells.map((cell, i) => (i ? cell.padStart(20) : cell.padEnd(38))).join(''));
  line(['ms (times numpy)', ...engines]);
  for (const what of Object.keys(operations)) {
    const cells = engines.map((engine) => {
      const row = rows.find((candidate) => candidate.what === what && candidate.engine === engine);
      return row ? `${row.ms.toFixed(2)} (${Number.isFinite(row.ratio) ? row.ratio.toFixed(1) : '-'})` : '-';
    });
    if (cells.some((cell, i) => i > 0 && cell !== '-')) line([what, ...cells]);
  }
}
