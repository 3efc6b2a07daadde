// Trials per second of the most used tasks, beside neurogym's Dataset, in turns in one run, one thread each.
//
//   node bench/tasks.mjs --neurogym path/to/neurogym [--rounds 5] [--python python3]
//
// Whole batches of 32 trials at the same time step. Prints one line of JSON per task: medians over rounds of trials per second, and of
// the ratio lrsim / neurogym.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { batches, definedTasks } from '@lrsim/tasks';
import { median } from './median.mjs';

const { values: flags } = parseArgs({
  options: {
    neurogym: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
  },
});

/** Our name, neurogym's module and class, and its options where ours differ from its defaults. */
const cases = [
  ['perceptual-decision-making', 'perceptualdecisionmaking', 'PerceptualDecisionMaking'],
  ['context-decision-making', 'contextdecisionmaking', 'ContextDecisionMaking', { use_expl_context: true }],
  ['multi-sensory-integration', 'multisensory', 'MultiSensoryIntegration'],
  ['delay-comparison', 'delaycomparison', 'DelayComparison'],
  ['delay-match-sample', 'delaymatchsample', 'DelayMatchSample'],
  ['delay-match-category', 'delaymatchcategory', 'DelayMatchCategory', { dim_ring: 32 }],
  ['delay-paired-association', 'delaypairedassociation', 'DelayPairedAssociation'],
  ['go-nogo', 'gonogo', 'GoNogo'],
  ['anti-reach', 'antireach', 'AntiReach'],
  ['ready-set-go', 'readysetgo', 'ReadySetGo'],
];

const python = spawn(
  flags.python,
  [fileURLToPath(new URL('tasks/neurogym_peer.py', import.meta.url)), flags.neurogym],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
process.once('exit', () => python.kill());

async function peer(module, env, kwargs = {}) {
  python.stdin.write(`${JSON.stringify({ module, env, kwargs })}\n`);
  const { value, done } = await answers.next();
  return done ? { missing: `${flags.python} ended` } : JSON.parse(value);
}

const BATCH = 32;
/** Trials per second over at least a second, as a training run draws them. */
function ours(task) {
  const endless = batches(task, BATCH, 1);
  for (let k = 0; k < 20; k++) endless.next();
  const start = performance.now();
  let trials = 0;
  while (performance.now() - start < 1000) trials += endless.next().value.trials;
  return (1000 * trials) / (performance.now() - start);
}

const round = (number) => Number(number.toPrecision(4));
for (const [name, module, env, kwargs] of cases) {
  const task = definedTasks[name]();
  task.sample(createRng(0), BATCH);
  const [mine, theirs] = [[], []];
  let missing;
  for (let k = 0; k < Number(flags.rounds); k++) {
    mine.push(ours(task));
    const answer = missing ? undefined : await peer(module, env, kwargs);
    if (answer?.missing) missing = answer.missing;
    else if (answer) theirs.push(answer.trialsPerSecond);
  }
  if (missing) console.error(`${name}: without neurogym: ${missing}`);
  console.log(
    JSON.stringify({
      task: name,
      trialsPerSecond: round(median(mine)),
      ...(missing
        ? {}
        : { neurogym: round(median(theirs)), ratio: round(median(mine.map((one, k) => one / theirs[k]))) }),
    }),
  );
}
python.kill();
