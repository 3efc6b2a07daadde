// Run by `npm run lint`.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { countTests, failures } from './count-tests.mjs';

it('adds up the summaries of vitest under turbo, colours or not', () => {
  const log = [
    '@lrsim/core:test:  Test Files  2 passed (2)',
    '@lrsim/core:test:       Tests  11 passed (11)',
    '@lrsim/rnn:test: \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m2 failed\u001b[39m\u001b[22m | \u001b[32m40 passed\u001b[39m | 3 skipped (45)',
  ].join('\n');
  assert.deepEqual(countTests(log), { passed: 51, failed: 2, skipped: 3, suites: ['@lrsim/core', '@lrsim/rnn'] });
});

it('counts a test file that could not be loaded as a failure', () => {
  const log = '@lrsim/rnn:test: ⎯⎯⎯⎯ Failed Suites 2 ⎯⎯⎯⎯\n@lrsim/rnn:test:       Tests  5 passed (5)';
  assert.deepEqual(countTests(log), { passed: 5, failed: 2, skipped: 0, suites: ['@lrsim/rnn'] });
});

it('adds up the summaries of node:test and of the consumers', () => {
  const log = '# tests 5\n# pass 4\n# fail 1\n# skipped 0\nConsumers: 7 passed, 0 failed, 1 skipped';
  assert.deepEqual(countTests(log), { passed: 11, failed: 1, skipped: 1, suites: [] });
});

it('does not take test titles or counts of files for summaries', () => {
  const log = '  Tests that 3 passed (4) by\n Test Files  9 passed (9)\n @lrsim/core:test: ✓ Tests  9 passed by (9)';
  assert.deepEqual(countTests(log), { passed: 0, failed: 0, skipped: 0, suites: [] });
});

it('tells what failed again, and nothing of what passed', () => {
  const log = [
    '@lrsim/rnn:test:  ✓ src/a.test.ts (3 tests)',
    '@lrsim/rnn:test: \u001b[31m⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯',
    '@lrsim/rnn:test: \u001b[41m FAIL \u001b[49m src/b.test.ts > adds',
    '@lrsim/rnn:test: AssertionError: expected 1 to be 2',
    '@lrsim/rnn:test: ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯',
    '@lrsim/rnn:test:  Tests  1 failed | 3 passed (4)',
    'passed  browser, Node 20.20.2',
    'failed  browser, Node 22.23.3',
    'not ok 2 - subtracts',
  ].join('\n');
  assert.deepEqual(failures(log), [
    '@lrsim/rnn:test:  FAIL  src/b.test.ts > adds',
    '@lrsim/rnn:test: AssertionError: expected 1 to be 2',
    'failed  browser, Node 22.23.3',
    'not ok 2 - subtracts',
  ]);
});
