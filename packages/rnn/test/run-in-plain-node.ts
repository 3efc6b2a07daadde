import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** The module systems a user may have, with how each gets the built package and tfjs. */
export const moduleSystems = {
  ESM: {
    type: 'module',
    imports: `
      import * as rnn from '@lrsim/rnn';
      import * as tf from '@tensorflow/tfjs-core';
      import { createRng } from '@lrsim/core';`,
  },
  CommonJS: {
    type: 'commonjs',
    imports: `
      const rnn = require('@lrsim/rnn');
      const tf = require('@tensorflow/tfjs-core');
      const { createRng } = require('@lrsim/core');`,
  },
} as const;

/**
 * Runs an async function's body in a Node process of its own, not under vite, with `rnn` (the built package), `tf`
 * (tfjs-core) and `createRng` at hand, imported in that order.
 *
 * @returns what the body returned.
 * @throws Error with what the process printed to standard error, if anything: warnings count.
 */
export function runInPlainNode<T>(system: keyof typeof moduleSystems, body: string): T {
  const { type, imports } = moduleSystems[system];
  const code = `${imports}
    (async () => {${body}})().then(
      (result) => console.log(JSON.stringify(result)),
      (error) => { console.error(error); process.exitCode = 1; },
    );`;
  const options = ['--expose-gc', `--input-type=${type}`, '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8', cwd: packageFolder });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}
