// @ts-check
/**
 * How close the gradients of plausible rules are to BPTT's, along training. A network is trained with e-prop; every few updates
 * each rule computes its gradient at the weights of the moment, on the same trials, and is compared with BPTT: cosine, and the
 * two parts of Liu et al. 2022, a slower (or faster) step along BPTT's gradient and an error at right angles to it.
 *
 *   node examples/gradient-alignment.mjs
 *   node examples/gradient-alignment.mjs --rules eprop_sym,mdgl_W,tbptt_window10 --updates 300 --out alignment.svg
 *
 * Takes about half a minute. Prints a table of both, and writes the figure of cosines.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { renderFigure } from '@lrsim/experiments';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { adam, eprop, gradientAlignment, lossForKind, ruleNamed } from '@lrsim/rules';
import { contextDecision } from '@lrsim/tasks';

const { values: flags } = parseArgs({
  options: {
    rules: {
      type: 'string',
      default: 'eprop_sym,mdgl_W,modprop_paper_W,tbptt_window10,tbptt_hdetach10,eprop_random',
    },
    updates: { type: 'string', default: '120' },
    every: { type: 'string', default: '10' },
    units: { type: 'string', default: '32' },
    trials: { type: 'string', default: '12' },
    out: { type: 'string' },
  },
});
const [updates, every, units, trials] = [flags.updates, flags.every, flags.units, flags.trials].map(Number);

const task = contextDecision();
const loss = lossForKind(task.kind);
const network = leakyNetwork({ nIn: task.nIn, nUnits: units, nOut: task.nOut, kernel: referenceKernel });
const rng = createRng(1);
const compared = flags.rules.split(',').map((name) => {
  const rule = ruleNamed(name);
  return /** @type {const} */ ([rule, rule.init(network, rng.fork(name))]);
});

/** @type {import('@lrsim/core').Params<Float64Array>} */
let params = network.init(rng.fork('weights'));
const optimizer = adam({ learningRate: 0.01 });
let moments = optimizer.init(params);
const points = [];
for (let update = 0; update <= updates; update++) {
  const batch = task.sample(rng.fork(`trials ${update}`), trials);
  if (update % every === 0)
    for (const alignment of gradientAlignment(network, params, batch, loss, compared, rng.fork(`noise ${update}`)))
      points.push({ ...alignment, update, cosine: alignment.overall.cosine });
  const { gradients } = eprop.gradient(network, params, batch, loss, null, rng.fork(`noise ${update}`));
  [params, moments] = optimizer.update(gradients, moments, params);
}

const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(`recurrent side, mean over ${points.length / compared.length} points of training with e-prop`);
console.log('rule                cosine   speed   error');
for (const [{ name }] of compared) {
  const own = points.filter(({ rule }) => rule === name);
  const columns = [own.map((p) => p.cosine), own.map((p) => p.speed), own.map((p) => p.error)];
  console.log(`${name.padEnd(18)} ${columns.map((column) => mean(column).toFixed(3).padStart(7)).join(' ')}`);
}

if (flags.out) {
  const plot = await import('@observablehq/plot');
  const last = points.filter(({ update }) => update === Math.floor(updates / every) * every);
  const svg = renderFigure(plot, {
    marginRight: 130,
    x: { label: 'update of the training with e-prop' },
    y: { label: 'cosine with the gradient of BPTT', grid: true },
    color: { scheme: 'Observable10' },
    marks: [
      plot.ruleY([0, 1], { stroke: '#bbbbbb' }),
      plot.line(points, { x: 'update', y: 'cosine', stroke: 'rule' }),
      plot.text(last, {
        x: 'update',
        y: 'cosine',
        text: 'rule',
        fill: 'rule',
        textAnchor: 'start',
        dx: 6,
      }),
      plot.frame({ strokeOpacity: 0.3 }),
    ],
  });
  await writeFile(flags.out, svg);
  console.log(`wrote ${flags.out}`);
}
