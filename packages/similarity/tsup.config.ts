import { readdirSync } from 'node:fs';
import { packageBuild } from '../../tsup.base.js';

/** What users import, and has types. */
const published = ['src/index.ts', 'src/node/index.ts', 'src/tfjs/index.ts'];

/**
 * Every family and every table is a module of its own, so that a bundler leaves out those that are not imported: within one
 * module it keeps measures that share facts through a spread, which might have side effects for all it knows.
 */
const modules = readdirSync('src', { withFileTypes: true }).flatMap((entry) => {
  if (entry.isDirectory()) return [`src/${entry.name}/index.ts`];
  return entry.name.includes('.test.') ? [] : [`src/${entry.name}`];
});

/** What threads run, which is found by its file. */
const worker = 'src/node/pairwise-worker.ts';

export default packageBuild({ entry: [...modules, worker], outDir: 'dist', dts: { entry: published } });
