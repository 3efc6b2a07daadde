// Installs and builds the workspace on a machine that has only Node and npm: `npm start` and `npm test` begin here.
// pnpm comes through npx in the version package.json names; afterwards it is a development dependency like the rest.
//   node scripts/setup.mjs [TASK]   with a task (`test`), turbo runs it for every package afterwards
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
const run = (command, args, cwd = root) => {
  const env = {
    ...process.env,
    PATH: path,
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    npm_config_update_notifier: 'false',
  };
  delete env.npm_config_local_prefix; // npm sets it for scripts, and npx would look there
  const { status, error } = spawnSync(command, args, {
    cwd,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    console.error(`\n\`${command} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}.`);
    process.exit(status || 1);
  }
};

// npx starts from elsewhere, so that it does not take the pnpm inside node_modules: an installation that replaces that
// folder would pull it from under its own feet. Without the last flag pnpm stops to ask before it replaces modules it did
// not install, and there may be nobody to ask.
const install = ['--dir', root, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
run('npx', ['--yes', packageManager, ...install, '--config.confirmModulesPurge=false'], tmpdir());
run('turbo', ['run', 'build', '--output-logs=errors-only']);

// Half the cores: the tests of one package already use several, and a crowded machine makes slow tests look hung.
const [task] = process.argv.slice(2);
if (task) run('turbo', ['run', task, '--continue', '--concurrency=50%']);
