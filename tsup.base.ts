import { defineConfig, type Options } from 'tsup';

/** The one build of every package: ESM and CommonJS, with types for both. */
export const packageBuild = (options: Options = {}) =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node20',
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    splitting: true,
    ...options,
  });
