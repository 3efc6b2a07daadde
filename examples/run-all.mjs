// @ts-check
/**
 * Runs every example on small settings, one after the other; fails if one of them fails or leaves something behind.
 *
 *   npm run examples
 *
 * Takes about a minute. Prints a line for each, and what it said if it failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const out = await mkdtemp(join(tmpdir(), 'lrsim-examples-'));
const small = '--updates 10 --units 20';
const study = `${small} --seeds 1,2 --noise-floor-draws 2 --out`;
const runs = [
  ['similarity-alone', '--samples 50'],
  ['own-pipeline', small],
  ['swap-metric', small],
  ['swap-rule', small],
  ['swap-recording', small],
  ['eprop-in-tfjs-model', small],
  ['evidence-accumulation', '--seed 1'],
  ['gradient-alignment', `--updates 4 --every 2 --units 8 --trials 4 --out ${join(out, 'alignment.svg')}`],
  ['perturbation-rules', '--updates 10 --units 8'],
  ['toy-flows', `--starts 11 --out ${join(out, 'toy-flows.svg')}`],
  ['context-task-from-authors-weights', '--updates 6'],
  ['mante-study', `${small} --trials 1 --out ${join(out, 'mante.svg')}`],
  ['hatsopoulos-study', `${study} ${join(out, 'default')}`],
  ['hatsopoulos-study', `--recording simulated ${study} ${join(out, 'simulated')}`],
];

try {
  // Each example is here, or this list is out of date.
  const scripts = (await readdir(fileURLToPath(new URL('.', import.meta.url)))).filter((file) => file.endsWith('.mjs'));
  const helpers = ['run-all', 'reference-folder'];
  const missing = scripts
    .map((file) => file.replace('.mjs', ''))
    .filter((name) => !helpers.includes(name) && !name.startsWith('.') && !runs.some(([listed]) => listed === name));
  if (missing.length > 0) throw new Error(`run-all.mjs does not run ${missing.join(', ')}`);

  for (const [name, flags] of runs) {
    const started = Date.now();
    const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...flags.split(' ')], { encoding: 'utf8' });
    const ok = status === 0 && stdout.trim() !== '' && !/\bNaN\b|\bundefined\b/.test(stdout);
    console.log(
      `${ok ? 'ok    ' : 'FAILED'} ${name} ${flags.replace(` --out ${out}`, '')} (${Date.now() - started} ms)`,
    );
    if (!ok) {
      console.log(`exit status ${status}\n${stdout}\n${stderr}`);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(out, { recursive: true });
}
