import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const packages = { rules: '@lrsim/rules', rnn: '@lrsim/rnn', core: '@lrsim/core', tf: '@tensorflow/tfjs-core' };

/** How each module system gets the built packages. */
const importers = {
  ESM: { type: 'module', line: (name: string, from: string) => `import * as ${name} from '${from}';` },
  CommonJS: { type: 'commonjs', line: (name: string, from: string) => `const ${name} = require('${from}');` },
};

export type ModuleSystem = keyof typeof importers;
export const moduleSystems = Object.keys(importers) as ModuleSystem[];

/**
 * Runs an async function's body in a Node process of its own, not under vite, with the built packages `rules`, `rnn` and
 * `core`, and tfjs-core as `tf`, at hand.
 *
 * @returns what the body returned.
 * @throws Error with what the process printed to standard error, if anything: warnings count.
 */
export function runInPlainNode<T>(system: ModuleSystem, body: string): T {
  const { type, line } = importers[system];
  const imports = Object.entries(packages).map(([name, from]) => line(name, from));
  const code = `${imports.join('\n')}
    (async () => {${body}})().then(
      (result) => console.log(JSON.stringify(result)),
      (error) => { console.error(error); process.exitCode = 1; },
    );`;
  const options = [`--input-type=${type}`, '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8', cwd: packageFolder });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}
