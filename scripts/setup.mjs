// Installs and builds the workspace on a machine that has only Node and npm: `npm start` and `npm test` begin here.
// pnpm comes through npx in the version package.json names; afterwards it is a development dependency like the rest.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const [major, minor] = process.versions.node.split('.').map(Number);
const [needMajor, needMinor] = engines.node.replace('>=', '').split('.').map(Number);
if (major < needMajor || (major === needMajor && minor < needMinor)) {
  console.error(
    `lrsim needs Node ${engines.node}, this is ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exit(1);
}

const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const run = (command, args) => {
  const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    console.error(`\n\`${command} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}.`);
    process.exit(status || 1);
  }
};

run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only']);
run('turbo', ['run', 'build', '--output-logs=errors-only']);
