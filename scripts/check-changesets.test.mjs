// Run by `npm run lint`.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isChangeset } from './check-changesets.mjs';

it('takes packages with a kind of release, in either quotes, and what changed', () => {
  assert.ok(isChangeset('---\n"@lrsim/core": minor\n\'@lrsim/rnn\': patch\n---\n\nNew errors.\n'));
});

it('finds what a formatter or a hand has broken', () => {
  for (const broken of [
    '## "@lrsim/core": minor\n\nNew errors.\n',
    '---\n"@lrsim/core": minor\n---\n',
    '---\n"@lrsim/core": large\n---\n\nNew errors.\n',
    '---\n"@lrsim/core\': minor\n---\n\nNew errors.\n',
    '---\n---\n\nNew errors.\n',
    'New errors.\n',
  ])
    assert.ok(!isChangeset(broken), broken);
});
