// Installs the packed tarballs as a user would and uses them under plain Node, where no bundler hides a mistake.
//   node consumers/run.mjs [--node PATH]... [--tarballs FOLDER] [--only NAME,...] [--keep]
// --node      the Node to run under, may be repeated (default: this one)
// --tarballs  where scripts/pack.mjs has put them (default: packed now)
// --only      consumers (node-esm ...) or packages (core ...) to check
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { workspacePackages } from '../scripts/packages.mjs';
import { checkAlone } from './alone.mjs';
import { installProject, run } from './project.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [process.execPath] },
    tarballs: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

const only = values.only?.split(',');
const wanted = (name) => !only || only.includes(name);
const work = mkdtempSync(join(tmpdir(), 'lrsim-consumers-'));
const packages = workspacePackages(root).filter(({ manifest }) => !manifest.private);
const nodes = values.node.map((path) => {
  const { ok, text } = run(path, ['--version'], work);
  if (!ok) throw new Error(`${path} is no Node: ${text}`);
  return { path: resolve(path), version: text.slice(1) };
});

/** The tarballs, packed now where none were given. */
function findTarballs() {
  if (values.tarballs) return resolve(values.tarballs);
  const folder = join(work, 'tarballs');
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'pack.mjs'), '--out', folder], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
  return folder;
}

/** Every folder here that has a package.json is a consumer; Node runs its `main`. */
function consumers() {
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(here, entry.name)).includes('package.json'))
    .map(({ name }) => ({ name, manifest: JSON.parse(readFileSync(join(here, name, 'package.json'), 'utf8')) }));
}

function checkConsumer({ name, manifest }, tarballs) {
  const folder = join(work, name);
  const installed = installProject({ folder, template: join(here, name), packages, tarballs });
  if (!installed.ok) return [[`${name}: npm install`, installed]];
  return nodes.map((node) => [`${name}, Node ${node.version}`, run(node.path, [manifest.main], folder)]);
}

const counts = { passed: 0, failed: 0, skipped: 0 };
function report(results) {
  for (const [title, { ok, text }] of results) {
    const outcome = !ok ? 'failed' : text.startsWith('skipped: ') ? 'skipped' : 'passed';
    counts[outcome]++;
    console.log(`${outcome.padEnd(7)} ${title}${outcome === 'skipped' ? ` (${text.slice(9)})` : ''}`);
    if (!ok) console.log(text.replace(/^/gm, '    '));
  }
}

const tarballs = findTarballs();
for (const member of packages.filter(({ name }) => wanted(name)))
  report(checkAlone({ member, folder: join(work, 'alone', member.name), nodes, packages, tarballs }));
for (const consumer of consumers().filter(({ name }) => wanted(name))) report(checkConsumer(consumer, tarballs));

if (values.keep) console.log(`The projects are in ${work}`);
else rmSync(work, { recursive: true });
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`Consumers: ${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
