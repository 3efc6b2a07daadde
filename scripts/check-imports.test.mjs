// Run by `npm run lint`: every rule of check-imports is broken once, in a workspace made for it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { checkImports } from './check-imports.mjs';

const manifest = (name, fields = {}) => JSON.stringify({ name: `@lrsim/${name}`, ...fields });

/** A small workspace in which nothing is wrong. */
const sound = {
  'packages/core/package.json': manifest('core', {
    dependencies: { 'pure-rand': '1' },
    exports: { '.': {}, './testing': {} },
  }),
  'packages/core/src/index.ts': `export { draw } from './draw.js';`,
  'packages/core/src/draw.ts': `import { xoroshiro } from 'pure-rand/generator';\nexport const draw = xoroshiro;`,
  'packages/core/src/testing/index.ts': `export const describeTask = 1;`,
  'packages/similarity/package.json': manifest('similarity', {
    dependencies: { '@lrsim/core': '*' },
    devDependencies: { vitest: '1', '@tensorflow/tfjs-core': '1', '@lrsim/test-support': '*' },
  }),
  'packages/similarity/src/index.ts': `import { readFileSync } from 'node:fs';\nexport { draw } from '@lrsim/core';`,
  'packages/similarity/src/cka.test.ts': `import * as tf from '@tensorflow/tfjs-core';\nimport { it } from 'vitest';
    import { describeTask } from '@lrsim/core/testing';\nimport { x } from '@lrsim/test-support';`,
  'packages/rnn/package.json': manifest('rnn', {
    dependencies: { '@lrsim/core': '*' },
    peerDependencies: { '@tensorflow/tfjs-core': '1' },
  }),
  'packages/rnn/src/index.ts': `import type { Tensor } from '@tensorflow/tfjs-core';\nimport '@lrsim/core';`,
};

/** What checkImports says of the sound workspace with some files replaced. */
function check(changes) {
  const root = mkdtempSync(join(tmpdir(), 'lrsim-imports-'));
  try {
    for (const [path, text] of Object.entries({ ...sound, ...changes })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkImports(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

it('says nothing of a sound workspace', () => {
  assert.deepEqual(check({}), { problems: [], warnings: [], packageCount: 3 });
});

const breaches = {
  'a declared dependency that points up': {
    files: {
      'packages/core/package.json': manifest('core', { dependencies: { 'pure-rand': '1', '@lrsim/rnn': '*' } }),
    },
    says: /dependencies has @lrsim\/rnn, which is not below @lrsim\/core/,
  },
  'a development dependency that points up': {
    files: { 'packages/rnn/package.json': manifest('rnn', { devDependencies: { '@lrsim/rules': '*' } }) },
    says: /devDependencies has @lrsim\/rules, which is not below @lrsim\/rnn/,
  },
  'an import that points up': {
    files: { 'packages/core/src/draw.ts': `import { rnn } from '@lrsim/rnn';` },
    says: /packages\/core\/src\/draw\.ts: '@lrsim\/rnn' is not below @lrsim\/core/,
  },
  'an import between neighbours': {
    files: { 'packages/similarity/src/index.ts': `export * from '@lrsim/analysis';` },
    says: /'@lrsim\/analysis' is not below @lrsim\/similarity/,
  },
  'an import that points down but is not declared': {
    files: { 'packages/rnn/src/index.ts': `import { cka } from '@lrsim/similarity';` },
    says: /'@lrsim\/similarity' is not among the dependencies or peerDependencies/,
  },
  'a dynamic import that is not declared': {
    files: { 'packages/rnn/src/index.ts': `export const load = () => import('umap-js');` },
    says: /'umap-js' is not among/,
  },
  'a require that is not declared': {
    files: { 'packages/rnn/bin/run.mjs': `const plot = require('plot/sub');` },
    says: /bin\/run\.mjs: 'plot\/sub' is not among/,
  },
  'a development dependency outside a test': {
    files: { 'packages/similarity/src/draw.ts': `import { it } from 'vitest';` },
    says: /'vitest' is not among the dependencies or peerDependencies of/,
  },
  'an undeclared package in a test': {
    files: { 'packages/similarity/src/cka.test.ts': `import { Matrix } from 'ml-matrix';` },
    says: /'ml-matrix' is not among the dependencies or peerDependencies or devDependencies/,
  },
  'a sub-path that is not exported': {
    files: { 'packages/rnn/src/index.ts': `import { draw } from '@lrsim/core/draw';` },
    says: /'@lrsim\/core\/draw' is not among the exports/,
  },
  'a relative import out of the package': {
    files: { 'packages/rnn/src/index.ts': `import { draw } from '../../core/src/draw.js';` },
    says: /leaves the package/,
  },
  'TensorFlow behind a main entry that must do without, at any distance and for a type alone': {
    files: {
      'packages/core/package.json': manifest('core', {
        dependencies: { 'pure-rand': '1', '@tensorflow/tfjs-core': '1' },
      }),
      'packages/core/src/draw.ts': `import type { Tensor } from '@tensorflow/tfjs-core';`,
    },
    says: /@lrsim\/similarity imports TensorFlow: .*similarity\/src\/index\.ts -> .*core\/src\/draw\.ts -> @tensorflow/,
  },
  'a package without a place in the house': {
    files: { 'packages/extra/package.json': manifest('extra') },
    says: /packages\/extra has no place/,
  },
  'a file of more than 300 lines': {
    files: { 'packages/rnn/src/long.ts': '// line\n'.repeat(301) },
    says: /packages\/rnn\/src\/long\.ts has 301 lines/,
  },
};

for (const [title, { files, says }] of Object.entries(breaches))
  it(`finds ${title}`, () => assert.match(check(files).problems.join('\n'), says));

it('lets a sub-path of a lower package use TensorFlow, since only the main entry must not', () => {
  const { problems } = check({
    'packages/similarity/package.json': manifest('similarity', {
      dependencies: { '@lrsim/core': '*' },
      peerDependencies: { '@tensorflow/tfjs-core': '1' },
      devDependencies: { vitest: '1', '@lrsim/test-support': '*' },
    }),
    'packages/similarity/src/tfjs.ts': `import { tensor } from '@tensorflow/tfjs-core';`,
  });
  assert.deepEqual(problems, []);
});

it('warns of a file between 200 and 300 lines, and allows 300', () => {
  const { problems, warnings } = check({ 'packages/rnn/src/long.ts': '// line\n'.repeat(300) });
  assert.deepEqual(problems, []);
  assert.match(warnings.join(), /has 300 lines; the aim is 200/);
});
