import { packageBuild } from '../../tsup.base.js';

// The worker is a file of its own: threads are started from its path. `shims` gives CommonJS its import.meta.url.
export default packageBuild({ entry: ['src/index.ts', 'src/cli.ts', 'src/run-worker.ts'], shims: true });
