import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const packageFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What a script prints as JSON, in a Node process of its own, not under vite; anything on standard error is a failure. */
function printedBy(type: 'module' | 'commonjs', script: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, '--eval', script], {
    encoding: 'utf8',
    cwd: packageFolder,
  });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const body = `
  const withoutTfjs = globalThis._tfengine === undefined;
  run().then((result) => console.log(JSON.stringify({ withoutTfjs, ...result })));
  async function run() {
    const { tf, operations } = await load();
    await tf.setBackend('wasm');
    const rows = (shift) => tf.tensor2d(Array.from({ length: 12 }, (_, k) => Math.sin(k * k + shift)), [6, 2]);
    const [x, y] = [rows(0), rows(1)];
    const gradient = tf.grad((a) => operations.procrustes(a, y))(x);
    const { dX } = similarity.procrustesWithGradient(x, y);
    const difference = Math.max(...dX.data.map((value, at) => Math.abs(value - gradient.dataSync()[at])));
    return { shape: gradient.shape, close: difference < 1e-6, backend: tf.getBackend() };
  }`;
const expected = { withoutTfjs: true, shape: [6, 2], close: true, backend: 'wasm' };

describe('in plain Node, from the built package, the main entry brings no tfjs, and the sub-path differentiates', () => {
  it('as ESM', () => {
    const script = `
      import * as similarity from '@lrsim/similarity';
      async function load() {
        await import('@tensorflow/tfjs-backend-wasm');
        return { tf: await import('@tensorflow/tfjs-core'), operations: await import('@lrsim/similarity/tfjs') };
      }
      ${body}`;
    expect(printedBy('module', script)).toEqual(expected);
  });

  it('as CommonJS', () => {
    const script = `
      const similarity = require('@lrsim/similarity');
      async function load() {
        require('@tensorflow/tfjs-backend-wasm');
        return { tf: require('@tensorflow/tfjs-core'), operations: require('@lrsim/similarity/tfjs') };
      }
      ${body}`;
    expect(printedBy('commonjs', script)).toEqual(expected);
  });
});
