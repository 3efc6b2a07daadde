import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { engineInUse, useEngine } from '../src/index.js';

// The built package, as a user has it: code given on the command line sees other globals than a file does.
it.each([
  ["import('@lrsim/linalg')", 'import'],
  ["Promise.resolve(require('@lrsim/linalg'))", 'require'],
])('finds the engine in node -e that it finds in a file: %s', (loaded) => {
  useEngine('auto');
  const printed = execFileSync(
    process.execPath,
    ['-e', `${loaded}.then(({ engineInUse }) => console.log(engineInUse().name))`],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' },
  );
  expect(printed.trim()).toBe(engineInUse().name);
});
