// Adds up what the test runners said they ran, from the text they printed.
//   node scripts/count-tests.mjs FOLDER [FAILED-STAGE...]   reads every *.log in FOLDER, prints what failed, and `N passed, N failed` last
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { workspacePackages } from './packages.mjs';

/**
 * Summary lines of vitest (turbo puts the package before it), of node:test, and of consumers/run.mjs. A test file that
 * cannot even be loaded is no failed test to vitest; it says so under 'Failed Suites', and here it counts.
 */
const SUMMARIES = [
  /^(?:(?<suite>\S+):test: )?\s*Tests\s+(?<counts>\d+ \w+(?: \| \d+ \w+)*) \(\d+\)\s*$/,
  /^(?:(?<suite>\S+):test: )?⎯+ Failed Suites (?<unloaded>\d+) ⎯+\s*$/,
  /^(?:#|ℹ) (?<word>pass|fail|skipped) (?<count>\d+)$/,
  /^Consumers: (?<counts>.*)$/,
];

/** `passed`, `failed` and `skipped` in a log, and the packages whose suite reported. */
export function countTests(text) {
  const total = { passed: 0, failed: 0, skipped: 0, suites: [] };
  const add = (word, count) => {
    const key = { pass: 'passed', fail: 'failed' }[word] ?? word;
    if (key in total && key !== 'suites') total[key] += Number(count);
  };
  for (const line of stripVTControlCharacters(text).split('\n')) {
    const found = SUMMARIES.map((pattern) => pattern.exec(line)?.groups).find(Boolean);
    if (!found) continue;
    if (found.suite && !total.suites.includes(found.suite)) total.suites.push(found.suite);
    if (found.unloaded) add('failed', found.unloaded);
    if (found.word) add(found.word, found.count);
    for (const [, count, word] of (found.counts ?? '').matchAll(/(\d+) (\w+)/g)) add(word, count);
  }
  return total;
}

/** What failed, as the runners told it: a log is long, and of a long one often only the end is kept. */
export function failures(text) {
  const told = [];
  let room = 0;
  for (const line of stripVTControlCharacters(text).split('\n')) {
    const plain = line.replace(/^\S+:test: ?/, '');
    if (/^\s*FAIL /.test(plain)) room = LINES_OF_A_FAILURE;
    else if (/^⎯{20,}/.test(plain)) room = 0;
    if (room > 0) room -= 1;
    else if (!/^(not ok|failed) /.test(plain)) continue;
    told.push(line);
  }
  return told;
}
/** The test, its message, and where it was thrown. */
const LINES_OF_A_FAILURE = 30;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...failedStages] = process.argv.slice(2);
  const logs = readdirSync(folder).filter((file) => file.endsWith('.log'));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const reported = new Set();
  const troubled = [...failedStages];
  for (const log of logs) {
    const text = readFileSync(join(folder, log), 'utf8');
    for (const line of failures(text)) console.log(line);
    const counts = countTests(text);
    for (const key of Object.keys(total)) total[key] += counts[key];
    for (const suite of counts.suites) reported.add(suite);
    // A stage whose runner counted its failures is in the sum already.
    const stage = log.slice(0, -'.log'.length);
    if (counts.failed > 0 && troubled.includes(stage)) troubled.splice(troubled.indexOf(stage), 1);
  }
  const silent = workspacePackages(fileURLToPath(new URL('..', import.meta.url)))
    .map(({ manifest }) => manifest)
    .filter(({ name, scripts }) => scripts?.test && !reported.has(name));
  for (const { name } of silent) console.log(`${name}: its tests reported nothing`);
  for (const stage of failedStages) console.log(`failed stage: ${stage}`);
  if (total.skipped > 0) console.log(`${total.skipped} skipped (they need data or a program this machine lacks)`);
  const failed = total.failed + troubled.length + silent.length;
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exit(failed === 0 && failedStages.length === 0 && total.passed > 0 ? 0 : 1);
}
