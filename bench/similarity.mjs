// Each measure beside the reference libraries and NumPy, on the same data, in turns in one run, one thread each.
//
//   PYTHONPATH=path/to/netrep:path/to/parent/of/DSA:... node bench/similarity.mjs [--engine lapack,wasm,javascript] \
//     [--rounds 5] [--only procrustes,dsa] [--python python3]
//
// What Python does not find is left out. Prints one line of JSON per case, engine and peer: medians over rounds of
// milliseconds, of the ratio peer / lrsim, and both values, which must agree where both compute the same number.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineInUse, useEngine } from '@lrsim/linalg';
import { median } from './median.mjs';
import { similarityCases } from './similarity/cases.mjs';
import { fileStore } from './similarity/inputs.mjs';

const { values: flags } = parseArgs({
  options: {
    engine: { type: 'string', default: 'lapack,wasm,javascript' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    python: { type: 'string', default: 'python3' },
  },
});

/** How long a case runs before it is timed. */
const WARM_UP_MS = 2000;

const store = fileStore();
const python = spawn(flags.python, [fileURLToPath(new URL('similarity/peers.py', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'ignore'],
});
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
process.once('exit', () => {
  python.kill();
  rmSync(store.folder, { recursive: true, force: true });
});

/** One run of a peer: { ms, value } or { missing }. */
async function runPeer(peer, inputs, warm) {
  python.stdin.write(`${JSON.stringify({ peer, inputs: inputs.map(store.put), warm })}\n`);
  const { value, done } = await lines.next();
  return done ? { missing: `${flags.python} ended` } : JSON.parse(value);
}

async function timed(run) {
  const start = performance.now();
  const value = await run();
  return { ms: performance.now() - start, value };
}

const only = flags.only?.split(',');
const round = (number) => Number(number.toPrecision(4));
for (const {
  name,
  inputs,
  run,
  summary = (value) => value,
  peers,
  rounds = Number(flags.rounds),
} of similarityCases()) {
  if (only && !only.some((part) => name.includes(part))) continue;
  for (const engine of flags.engine.split(',')) {
    try {
      useEngine(engine);
    } catch (error) {
      console.error(`${engine}: ${error.message}`);
      continue;
    }
    const prepared = run();
    // Compiled by the engine of JavaScript before it is timed, as a library of compiled code is.
    let warm = await timed(prepared);
    for (let spent = warm.ms, k = 1; k < 10 && spent < WARM_UP_MS; k++) {
      warm = await timed(prepared);
      spent += warm.ms;
    }
    const missing = new Map();
    const ours = [];
    const theirs = new Map(peers.map((peer) => [peer, []]));
    for (let k = 0; k < rounds; k++) {
      // Of the values nothing is kept: what holds on to memory has the next call wait for fresh memory.
      ours.push((await timed(prepared)).ms);
      for (const peer of peers) {
        const answer = missing.has(peer) ? undefined : await runPeer(peer, inputs, k === 0);
        if (answer?.missing) missing.set(peer, answer.missing);
        else if (answer) theirs.get(peer).push(answer);
      }
    }
    const ms = median(ours);
    const shared = { case: name, engine: engineInUse().name, ms: round(ms), value: summary(warm.value) };
    if (peers.length === 0) console.log(JSON.stringify(shared));
    for (const [peer, answers] of theirs) {
      if (missing.has(peer)) console.error(`${name}: without ${peer}: ${missing.get(peer)}`);
      else
        console.log(
          JSON.stringify({
            ...shared,
            peer,
            peerMs: round(median(answers.map((one) => one.ms))),
            ratio: round(median(answers.map((one, k) => one.ms / ours[k]))),
            peerValue: answers[0].value,
          }),
        );
    }
  }
}
python.kill();
