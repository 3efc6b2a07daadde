// @ts-check
/**
 * Where BPTT and e-prop flow in the smallest recurrent network there is (Liu, Yang & Cueva 2025, appendix B): one linear unit
 * without leak, h_t = w h_{t-1} + x_t, whose last rate should be 0. The loss is P(w)^2 / 2 with P(w) = x_1 w^{T-1} + ... + x_T, so
 * training is a search for a root of P. BPTT descends it: dw/dt = -P P'. e-prop does not see that h_{T-1} depends on w:
 * dw/dt = -P Q with Q = h_{T-1}, which also rests where Q = 0, at a loss that is not 0, and has other basins.
 *
 *   node examples/toy-flows.mjs
 *   node examples/toy-flows.mjs --inputs 1,-6,11,-6 --from 0 --to 5 --out flows.svg
 *
 * Takes seconds. The flows are followed with the gradients of the library's own rules. Prints where each start ends, and writes
 * the figure: paths of w along training for both rules, coloured by where they end.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { renderFigure } from '@lrsim/experiments';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { bptt, eprop } from '@lrsim/rules';

const { values: flags } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1,-3,2' },
    from: { type: 'string', default: '0' },
    to: { type: 'string', default: '5' },
    starts: { type: 'string', default: '41' },
    out: { type: 'string' },
  },
});
const inputs = flags.inputs.split(',').map(Number);
const [from, to, count] = [flags.from, flags.to, flags.starts].map(Number);
if (inputs.length < 2 || ![...inputs, from, to].every(Number.isFinite) || !(count >= 2))
  throw new Error('toy-flows: expected --inputs of two numbers or more, --from and --to numbers, --starts at least 2');

const steps = inputs.length;
const sizes = { trials: 1, steps, nIn: 1, nOut: 1, dtMs: 1, kind: /** @type {const} */ ('regression'), info: [] };
const none = new Float32Array(steps);
const batch = { ...sizes, inputs: Float32Array.from(inputs), targets: none, mask: none };
const network = leakyNetwork({ nIn: 1, nUnits: 1, nOut: 1, alpha: 1, activation: 'linear', kernel: referenceKernel });

/** y_T^2 / 2. @type {import('@lrsim/core').Loss} */
const squareOfLastOutput = ({ outputs }) => {
  const value = outputs[steps - 1] ** 2 / 2;
  const dOutputs = outputs.slice().fill(0);
  dOutputs[steps - 1] = outputs[steps - 1];
  return { value, terms: { main: value }, dOutputs: /** @type {any} */ (dOutputs) };
};

/** Loss and gradient in w that a rule gives. @param {import('@lrsim/rules').LeakyRule} rule @param {number} w */
function gradientAt(rule, w) {
  const scalar = (/** @type {number} */ value, /** @type {number[]} */ shape) => ({
    data: Float64Array.of(value),
    shape,
  });
  const params = {
    recurrentWeights: scalar(w, [1, 1]),
    inputWeights: scalar(1, [1, 1]),
    bias: scalar(0, [1]),
    readoutWeights: scalar(1, [1, 1]),
    readoutBias: scalar(0, [1]),
    initialState: scalar(0, [1]),
  };
  const { loss, gradients } = rule.gradient(network, params, batch, squareOfLastOutput, null, createRng(1));
  return { loss: loss.value, gradient: gradients.recurrentWeights.data[0] };
}

/** The path dw/ds = -gradient / (1 + |gradient|): the flow's own path, in a time that keeps steep stretches in the picture. */
function pathFrom(/** @type {import('@lrsim/rules').LeakyRule} */ rule, /** @type {number} */ start) {
  const dt = 0.05;
  const velocity = (/** @type {number} */ w) => {
    const { gradient } = gradientAt(rule, w);
    return -gradient / (1 + Math.abs(gradient));
  };
  const path = [start];
  for (let step = 0; step < 800; step++) {
    const w = path[path.length - 1];
    const middle = w + (dt / 2) * velocity(w); // midpoint rule
    path.push(w + dt * velocity(middle));
  }
  return path;
}

const rules = [bptt, eprop];
const starts = Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
const paths = rules.flatMap((rule) =>
  starts.map((start) => {
    const path = pathFrom(rule, start);
    const end = path[path.length - 1];
    const { loss } = gradientAt(rule, end);
    return { rule: rule.name, start, end, loss, solved: loss < 1e-6, path };
  }),
);

/** Neighbouring starts that end together are one basin. */
for (const { name } of rules) {
  console.log(`${name}: dw/dt = -${name === bptt.name ? 'P P\u2032' : 'P h_{T-1}'}`);
  let basin = [];
  const own = paths.filter(({ rule }) => rule === name);
  for (const [k, one] of own.entries()) {
    basin.push(one);
    const next = own[k + 1];
    if (next && Math.abs(next.end - one.end) < 0.01) continue;
    const [first, last] = [basin[0].start, one.start].map((w) => w.toFixed(2));
    const what = one.solved ? 'a root of P: solved' : `loss ${one.loss.toFixed(3)}: not solved`;
    console.log(`  from w = ${first} .. ${last} to w = ${one.end.toFixed(3)}, ${what}`);
    basin = [];
  }
}

const plot = await import('@observablehq/plot');
const dots = paths.flatMap(({ rule, start, solved, path }) =>
  path
    .filter((_, step) => step <= 160)
    .map((w, k) => ({
      rule,
      start,
      w,
      time: k * 0.05,
      ends: solved ? 'in a root (solved)' : 'elsewhere (not solved)',
    })),
);
const colours = { 'in a root (solved)': '#000000', 'elsewhere (not solved)': '#d6249f' };
const svg = renderFigure(plot, {
  width: 820,
  x: { label: 'training time (rescaled)' },
  y: { label: 'w', grid: true },
  fx: { label: null, domain: rules.map(({ name }) => name) },
  color: { domain: Object.keys(colours), range: Object.values(colours) },
  marks: [
    plot.line(dots, { x: 'time', y: 'w', z: 'start', fx: 'rule', stroke: 'ends', strokeOpacity: 0.7 }),
    plot.text([`P(w) with x = (${inputs.join(', ')}); black: ends in a root, magenta: ends elsewhere`], {
      frameAnchor: 'top-left',
      dy: -34,
      fx: () => rules[0].name,
      fontWeight: 'bold',
    }),
    plot.frame({ strokeOpacity: 0.3 }),
  ],
});
if (flags.out) {
  await writeFile(flags.out, svg);
  console.log(`wrote ${flags.out}`);
}
