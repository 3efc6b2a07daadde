// What credit costs, measured: milliseconds of a step of one trial beyond the forward pass, and bytes kept for credit, of BPTT,
// e-prop (backward and forward in time), SnAp-1, SnAp-2 on a sparse network, and RTRL, against the number of units N and the
// number of steps T. Beside them the orders the rules state, drawn through each rule's last point.
//
//   node bench/forward-cost.mjs --units 8,16,32,64 --steps 10,20,40,80 --density 0.1 --out folder
//
// All run on the float64 reference kernel, so that plain loops are compared with plain loops. The time is that of the rule's
// gradient without that of the network's forward pass, both the least of many calls. Bytes are counted: those of the influence a
// forward rule starts with; for backward ones what the garbage collector finds a pass to hold. Prints one line of JSON for each
// point, and with --out writes forward-cost-time.svg and forward-cost-memory.svg. About half a minute.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRng } from '@lrsim/core';
import { renderFigure } from '@lrsim/experiments';
import { leakyNetwork, referenceKernel, sparse, sparsityMask } from '@lrsim/rnn';
import { maskedSquaredError, rules } from '@lrsim/rules';
import * as plot from '@observablehq/plot';

const { values: flags } = parseArgs({
  options: {
    units: { type: 'string', default: '8,16,32,64' },
    steps: { type: 'string', default: '10,20,40,80' },
    density: { type: 'string', default: '0.1' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string' },
  },
});
const [unitCounts, stepCounts] = [flags.units, flags.steps].map((list) => list.split(',').map(Number));
const [density, rounds] = [flags.density, flags.rounds].map(Number);
const [fixedUnits, fixedSteps] = [32, 20];
const [nIn, nOut] = [3, 2];

const methods = [
  { label: 'BPTT', rule: rules.bptt, colour: '#000000' },
  // It states the memory of its online form; run backward it keeps the trial, like BPTT.
  { label: 'e-prop, backward', rule: rules.eprop_sym, colour: '#d6249f', memory: 'T N' },
  { label: 'e-prop, online', rule: rules.eprop_online, colour: '#e69f00' },
  { label: 'SnAp-1', rule: rules.snap1, colour: '#56b4e9' },
  { label: `SnAp-2, density ${density}`, rule: rules.snap2, colour: '#009e73', sparse: true },
  { label: 'RTRL', rule: rules.rtrl, colour: '#0072b2' },
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

function problemOf(method, nUnits, steps) {
  const constraint = method.sparse ? sparse(sparsityMask(createRng('mask'), nUnits, density)) : undefined;
  const network = leakyNetwork({ nIn, nUnits, nOut, activation: 'tanh', constraint, kernel: referenceKernel });
  const rng = createRng('batch');
  const normals = (length) => Float32Array.from({ length }, () => rng.normal());
  const targets = normals(steps * nOut);
  const sizes = { trials: 1, steps, nIn, nOut, dtMs: 10, kind: 'regression', info: [] };
  const batch = { ...sizes, inputs: normals(steps * nIn), targets, mask: targets.map(() => 1) };
  return { network, params: network.init(createRng(1)), batch };
}

/**
 * Least milliseconds of each of two calls made in turns, for 150 ms and at least as many times as there are rounds: what else the
 * machine does lengthens a call, and nothing shortens one.
 */
function timesOf(calls) {
  const least = calls.map(() => Infinity);
  const start = performance.now();
  for (let round = 0; round < rounds || performance.now() - start < 150; round++)
    calls.forEach((call, k) => {
      const before = performance.now();
      call();
      least[k] = Math.min(least[k], performance.now() - before);
    });
  return least;
}

/** Bytes of typed arrays that stay when what a call made is kept, median of five: other garbage may go at any time. */
function bytesHeld(make) {
  const settle = () => {
    for (let times = 0; times < 3; times++) collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };
  const kept = [];
  const held = Array.from({ length: 5 }, () => {
    const before = settle();
    kept.push(make());
    return settle() - before;
  });
  return kept.length > 0 && held.sort((a, b) => a - b)[2];
}

/** Units a synapse's influence is kept on, d of the stated orders. */
function reach({ nUnits, constraint }) {
  if (constraint.kind === 'none') return nUnits;
  const offDiagonal = constraint.mask.data.reduce((sum, kept, k) => sum + (k % (nUnits + 1) === 0 ? 0 : kept), 0);
  return 1 + offDiagonal / nUnits;
}

/** A stated order such as 'd^2 N^2' as a number. */
function orderOf(text, sizes) {
  const factors = text.replace(/\(.*/, '').trim().split(/\s+/);
  return factors.reduce((product, factor) => {
    const [name, power = '1'] = factor.split('^');
    return product * sizes[name] ** Number(power);
  }, 1);
}

function measureTime({ rule, problem: { network, params, batch } }) {
  const forward = () => network.forward(params, batch.inputs, batch);
  const gradient = () => rule.gradient(network, params, batch, maskedSquaredError, null, createRng(1));
  const [whole, run] = timesOf([gradient, forward]);
  return Math.max(0, whole - run) / batch.steps;
}

function measureBytes({ rule, problem: { network, params, batch } }) {
  if (!('influence' in rule)) return bytesHeld(() => network.forward(params, batch.inputs, batch));
  const influence = rule.influence(network, null).start([]);
  return Object.values(influence).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

const cases = methods.flatMap((method) => [
  ...unitCounts.map((size) => ({ ...method, size, against: 'units N', problem: problemOf(method, size, fixedSteps) })),
  ...stepCounts.map((size) => ({ ...method, size, against: 'steps T', problem: problemOf(method, fixedUnits, size) })),
]);
const times = cases.map(measureTime); // before any garbage is collected on purpose, which takes compiled code along
const points = cases.map((one, k) => {
  const { rule, problem, memory, label, against, size } = one;
  const bytes = measureBytes(one);
  const stated = { memory: memory ?? rule.cost.memory, time: rule.cost.time };
  const sizes = { N: problem.network.nUnits, T: problem.batch.steps, d: reach(problem.network) };
  const milliseconds = Number(times[k].toPrecision(3));
  const density = one.sparse ? { density: Number(flags.density) } : {};
  const of = { rule: rule.name, ...density, units: sizes.N, steps: sizes.T };
  console.log(JSON.stringify({ what: 'cost of credit', ...of, ms_per_step: milliseconds, bytes, stated }));
  const orders = { stepTime: orderOf(stated.time, sizes), memory: orderOf(stated.memory, sizes) };
  return { label, against, size, seconds: milliseconds / 1000, bytes, ...orders };
});

/** Points and, dashed, the stated order through the last of each rule's points. */
function figure(title, label, measured, stated) {
  const positive = points.filter((point) => point[measured] > 0);
  const orders = positive.map((point) => {
    const last = positive.filter(({ label: of, against }) => of === point.label && against === point.against).at(-1);
    return { ...point, order: (last[measured] * point[stated]) / last[stated] };
  });
  return renderFigure(plot, {
    width: 860,
    marginRight: 130,
    marginTop: 64,
    fx: { label: null, domain: ['units N', 'steps T'] },
    x: {
      type: 'log',
      label: `N (T = ${fixedSteps}) or T (N = ${fixedUnits})`,
      ticks: [...new Set([...unitCounts, ...stepCounts])],
      tickFormat: 'd',
    },
    y: { type: 'log', label, grid: true, tickFormat: '~s', labelAnchor: 'center', labelOffset: 48 },
    color: { domain: methods.map((method) => method.label), range: methods.map(({ colour }) => colour) },
    marks: [
      plot.line(orders, {
        fx: 'against',
        x: 'size',
        y: 'order',
        stroke: 'label',
        strokeDasharray: '4 3',
        strokeOpacity: 0.7,
      }),
      // BPTT is wider: another rule's line may lie on it
      plot.line(positive, {
        fx: 'against',
        x: 'size',
        y: measured,
        stroke: 'label',
        strokeWidth: ({ label: of }) => (of === 'BPTT' ? 4 : 1.5),
      }),
      plot.dot(positive, { fx: 'against', x: 'size', y: measured, fill: 'label', r: 2.5 }),
      ...methods.map((method, k) =>
        plot.text([method.label], {
          fx: () => 'steps T',
          frameAnchor: 'top-right',
          textAnchor: 'start',
          dx: 12,
          dy: 16 * k,
          fill: method.colour,
          fontWeight: 'bold',
        }),
      ),
      plot.text([title], { fx: () => 'units N', frameAnchor: 'top-left', dy: -52, fontWeight: 'bold' }),
      plot.frame({ strokeOpacity: 0.3 }),
    ],
  });
}

if (flags.out) {
  await mkdir(flags.out, { recursive: true });
  const time = figure('Time of credit (dashed: the stated order)', 'seconds per step and trial', 'seconds', 'stepTime');
  const memory = figure('Memory of credit (dashed: the stated order)', 'bytes per trial', 'bytes', 'memory');
  await writeFile(join(flags.out, 'forward-cost-time.svg'), time);
  await writeFile(join(flags.out, 'forward-cost-memory.svg'), memory);
}
