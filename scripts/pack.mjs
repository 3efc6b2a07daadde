// Packs every package as it would be published and checks each tarball: publint for what the manifest promises,
// are-the-types-wrong for the types that ESM, CommonJS and bundlers find. Needs built packages (`npm run build`).
//   node scripts/pack.mjs [--out FOLDER] [--only core,linalg]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { workspacePackages } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const env = {
  ...process.env,
  DO_NOT_TRACK: '1',
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};

/** What a tool printed, and whether it was content. */
function run(command, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { ok: status === 0, text: error ? error.message : `${stdout}${stderr}`.trim() };
}

/** Packs one package into `folder`: the tarball's path, or what went wrong. */
function packOne({ name, folder: source, manifest }, folder) {
  if (!existsSync(join(source, manifest.main)))
    return { problem: `packages/${name} is not built; run \`npm run build\`` };
  const { ok, text } = run('pnpm', ['pack', '--pack-destination', folder], source);
  const tarball = join(folder, `lrsim-${name}-${manifest.version}.tgz`);
  return ok && existsSync(tarball) ? { tarball } : { problem: `pnpm pack in packages/${name} failed:\n${text}` };
}

/** What is wrong with one tarball. */
function checkOne(tarball) {
  const checks = [
    ['publint', ['run', tarball, '--strict']],
    // node16 resolution in both formats and bundlers; the resolution of Node 10 knows no sub-paths and no Node we support.
    ['attw', [tarball, '--profile', 'node16', '--no-definitely-typed', '--format', 'ascii', '--no-color']],
  ];
  return checks.flatMap(([command, args]) => {
    const { ok, text } = run(command, args);
    return ok ? [] : [`${command} on ${tarball}:\n${text}`];
  });
}

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } });
const only = values.only?.split(',');
const folder = values.out ? resolve(values.out) : mkdtempSync(join(tmpdir(), 'lrsim-pack-'));
mkdirSync(folder, { recursive: true });

const members = workspacePackages(root).filter(
  ({ name, manifest }) => !manifest.private && (!only || only.includes(name)),
);
const problems = members.flatMap((member) => {
  const { tarball, problem } = packOne(member, folder);
  const found = problem ? [problem] : checkOne(tarball);
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'}  ${member.manifest.name}`);
  return found;
});

if (!values.out) rmSync(folder, { recursive: true });
for (const problem of problems) console.error(`\n${problem}`);
if (members.length === 0) console.error(`pack: no package is named ${values.only}`);
process.exit(problems.length === 0 && members.length > 0 ? 0 : 1);
