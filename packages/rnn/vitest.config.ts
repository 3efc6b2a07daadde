import { mergeConfig } from 'vitest/config';
import { packageTests } from '../../vitest.base.js';

// The same files as in tsup.config.ts: plain Node cannot import them unbundled.
export default mergeConfig(packageTests(120_000), {
  test: { server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } } },
});
