// Every package in a project of its own: nothing but its tarball, those of ours it needs, and its declared peers.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WITHOUT_TFJS } from '../scripts/packages.mjs';
import { calls } from './alone/calls.mjs';
import { installProject, run } from './project.mjs';

const template = fileURLToPath(new URL('alone', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** The names a package can be imported by. */
const entriesOf = ({ name, exports }) =>
  Object.keys(exports)
    .filter((key) => !key.endsWith('.json'))
    .map((key) => name + key.slice(1));

/**
 * Types for both formats, with the types of all it needs checked along: what they mention must be installed. The only
 * global types are those of the package `long`, which tfjs's own types name without importing.
 */
function checkTypes(folder, entries) {
  const names = entries.map((_, i) => `entry${i}`);
  const lines = (form) => `${entries.map((entry, i) => form(names[i], entry)).join('\n')}\n`;
  const use = `export const all: unknown[] = [${names.join(', ')}];\n`;
  writeFileSync(join(folder, 'types.mts'), lines((name, entry) => `import * as ${name} from '${entry}';`) + use);
  writeFileSync(join(folder, 'types.cts'), lines((name, entry) => `import ${name} = require('${entry}');`) + use);
  const globals = existsSync(join(folder, 'node_modules', '@types', 'long')) ? ['--types', 'long'] : [];
  return run(process.execPath, [tsc, '-p', 'tsconfig.json', ...globals], folder);
}

/** The peers a package can do without: what needs them is a sub-path of its own. */
const optionalPeers = ({ peerDependencies = {}, peerDependenciesMeta = {} }) =>
  Object.fromEntries(Object.entries(peerDependencies).filter(([name]) => peerDependenciesMeta[name]?.optional));

/** The checks of one package, as [title, outcome] pairs: alone, and with the peers it can do without where there are any. */
export function checkAlone(project) {
  const { manifest } = project.member;
  const peers = optionalPeers(manifest);
  if (!Object.hasOwn(calls, manifest.name))
    return [
      [`${manifest.name} alone: a call`, { ok: false, text: 'it has no line in consumers/alone/calls.mjs; add one' }],
    ];
  const entries = entriesOf(manifest);
  if (Object.keys(peers).length === 0) return checkProject(project, 'alone', entries, {});
  return [
    ...checkProject(project, 'alone', [manifest.name], {}),
    ...checkProject({ ...project, folder: `${project.folder}-with-peers` }, 'with its optional peers', entries, peers),
  ];
}

function checkProject({ member, folder, nodes, packages, tarballs }, how, entries, peers) {
  const { manifest } = member;
  const title = (what) => `${manifest.name} ${how}: ${what}`;
  const dependencies = { [manifest.name]: '*', ...peers };
  const installed = installProject({ folder, template, dependencies, packages, tarballs });
  if (!installed.ok) return [[title('npm install'), installed]];

  const results = [[title('types'), checkTypes(folder, entries)]];
  if (WITHOUT_TFJS.includes(member.name) && Object.keys(peers).length === 0) {
    const brought = existsSync(join(folder, 'node_modules', '@tensorflow'));
    results.push([title('brings no TensorFlow'), { ok: !brought, text: 'node_modules/@tensorflow is there' }]);
  }
  for (const node of nodes) {
    for (const script of ['check-esm.mjs', 'check-cjs.cjs']) {
      const format = script.includes('esm') ? 'import' : 'require';
      const outcome = run(node.path, [script, manifest.name, ...entries], folder);
      results.push([title(`${format}, Node ${node.version}`), outcome]);
    }
    for (const [command, path] of Object.entries(manifest.bin ?? {})) {
      const { ok, text } = run(node.path, [join('node_modules', manifest.name, path), '--version'], folder);
      const outcome = { ok: ok && text.includes(manifest.version), text: `expected ${manifest.version}, got: ${text}` };
      results.push([title(`command ${command}, Node ${node.version}`), outcome]);
    }
  }
  return results;
}
