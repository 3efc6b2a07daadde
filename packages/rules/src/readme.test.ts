import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testReadmeExamples } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { rules } from './rules.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('README', () => {
  testReadmeExamples(folder);

  it('has a table of rules that says what the rules say of themselves', () => {
    const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
    const expected = Object.values(rules).map(({ name, locality, causal, estimate, cost, source }) =>
      [`\`${name}\``, locality, yesOrNo(causal), estimate, cost.memory, cost.time, source].join(' | '),
    );
    const [, section] = readFileSync(`${folder}/README.md`, 'utf8').split(/^## Rules$/m);
    const [, , ...rows] = section.split('\n\n')[1].split('\n'); // without the head and its rule
    expect(rows.map((row) => row.replace(/\s+/g, ' ').replace(/^\| | \|$/g, ''))).toEqual(expected);
  });
});
