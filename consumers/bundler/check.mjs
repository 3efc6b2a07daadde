// Bundles one metric for a browser, looks into the bundle and runs it; then every package that has no TensorFlow.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** With platform 'browser' an import of a module of Node ends the build. */
const options = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  metafile: true,
  logLevel: 'error',
};

function modulesOf({ inputs }) {
  const paths = Object.keys(inputs);
  assert.ok(!paths.some((path) => path.includes('@tensorflow')), 'TensorFlow is in the bundle');
  return paths;
}

const { metafile } = await build({ ...options, entryPoints: ['main.js'], outfile: 'built/main.mjs' });
const inputs = modulesOf(metafile);
assert.ok(inputs.some((path) => path.includes('@lrsim/similarity')));
const kilobytes = metafile.outputs['built/main.mjs'].bytes / 1000;
assert.ok(kilobytes < 60, `one metric takes ${kilobytes} kB; expected less than 60 (most of it linear algebra)`);

const printed = execFileSync(process.execPath, ['built/main.mjs'], { encoding: 'utf8' }).trim();
assert.equal(printed, 'bundled');

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const name of Object.keys(dependencies).filter((dependency) => dependency.startsWith('@lrsim/'))) {
  const whole = { contents: `export * from '${name}';`, resolveDir: process.cwd() };
  modulesOf((await build({ ...options, stdin: whole, write: false })).metafile);
}

console.log(`one metric: ${kilobytes.toFixed(1)} kB, ${inputs.length} modules, no TensorFlow`);
