// Compiles with both resolutions, and runs what the first one wrote.
import { execFileSync } from 'node:child_process';

const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.bundler.json');
run('built/main.js');
