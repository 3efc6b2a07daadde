// A user's project in an empty folder: a copy of a consumer with the packed tarballs in place of published versions.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program's exit status and everything it printed. */
export function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    // What npm hands to scripts of this workspace must not reach the user's project, nor a search path for modules.
    env: Object.fromEntries(Object.entries(process.env).filter(([key]) => key !== 'NODE_PATH' && !/^npm_/i.test(key))),
    shell: process.platform === 'win32' && command === 'npm',
  });
  return { ok: status === 0, text: error ? error.message : `${stdout}${stderr}`.trim() };
}

/** `names` and every package of ours they depend on, directly or not. */
export function closure(names, packages) {
  const found = new Set();
  const add = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const { manifest } = packages.find((member) => member.manifest.name === name);
    for (const field of ['dependencies', 'peerDependencies'])
      for (const needed of Object.keys(manifest[field] ?? {})) if (needed.startsWith('@lrsim/')) add(needed);
  };
  names.forEach(add);
  return [...found];
}

/**
 * Copies `template` to `folder`, lets its dependencies of ours point at the tarballs, and installs with npm. Since a
 * registry does not have our packages yet, those needed below them are named in the project as well.
 */
export function installProject({ folder, template, dependencies, packages, tarballs }) {
  mkdirSync(folder, { recursive: true });
  cpSync(template, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const path = join(folder, 'package.json');
  const manifest = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { private: true };
  const wanted = { ...manifest.dependencies, ...dependencies };
  const ours = Object.keys(wanted).filter((name) => name.startsWith('@lrsim/'));
  for (const name of closure(ours, packages)) {
    const { version } = packages.find((member) => member.manifest.name === name).manifest;
    wanted[name] = `file:${join(tarballs, `${name.slice(1).replace('/', '-')}-${version}.tgz`)}`;
  }
  writeFileSync(path, `${JSON.stringify({ ...manifest, dependencies: wanted }, null, 2)}\n`);
  return run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], folder);
}
