// Bundles for a browser, where no module of Node exists, looks into the bundle, and runs it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

const { metafile } = await build({
  entryPoints: ['main.js'],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  outfile: 'built/main.mjs',
  metafile: true,
  logLevel: 'error',
});

const inputs = Object.keys(metafile.inputs);
assert.deepEqual(
  inputs.filter((path) => path.includes('tensorflow')),
  [],
  'TensorFlow is in the bundle',
);
assert.ok(inputs.some((path) => path.includes('@lrsim/similarity')));
const kilobytes = metafile.outputs['built/main.mjs'].bytes / 1000;
assert.ok(kilobytes < 100, `one metric takes ${kilobytes} kB; expected less than 100 (most of it ml-matrix)`);

const printed = execFileSync(process.execPath, ['built/main.mjs'], { encoding: 'utf8' }).trim();
assert.equal(printed, 'bundled');
console.log(`one metric: ${kilobytes.toFixed(1)} kB, ${inputs.length} modules, no TensorFlow`);
