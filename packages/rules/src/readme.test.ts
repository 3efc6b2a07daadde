import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testReadmeExamples } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { rules } from './rules.js';
import { spikingRules } from './spiking/spiking-rules.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('README', () => {
  testReadmeExamples(folder);

  it.each([
    ['## Rules', rules],
    ['### Spiking networks', spikingRules],
  ])('has under %s a table of rules that says what the rules say of themselves', (heading, members) => {
    const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
    const expected = Object.values(members).map(({ name, locality, causal, estimate, cost, source }) =>
      [`\`${name}\``, locality, yesOrNo(causal), estimate, cost.memory, cost.time, source].join(' | '),
    );
    const [, section] = readFileSync(`${folder}/README.md`, 'utf8').split(`\n${heading}\n`);
    const table = section.split('\n\n').find((paragraph) => paragraph.trimStart().startsWith('|')) ?? '';
    const [, , ...rows] = table.trim().split('\n'); // without the head and its rule
    expect(rows.map((row) => row.replace(/\s+/g, ' ').replace(/^\| | \|$/g, ''))).toEqual(expected);
  });
});
