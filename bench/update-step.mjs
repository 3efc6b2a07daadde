// One training update of a leaky network on random trials, timed: forward pass, loss, backward pass, Adam. After every update
// the machine's own product speed is measured where a BLAS can be found. Prints one line of JSON; update.mjs runs it in turns
// with a peer that takes the same options.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { leakyNetwork, referenceKernel, startBlasKernel, startWasmKernel } from '@lrsim/rnn';
import { adam, ruleNamed, softmaxCrossEntropy, withActivityPenalty } from '@lrsim/rules';
import { median } from './median.mjs';

const { values } = parseArgs({
  options: {
    kernel: { type: 'string', default: 'wasm' },
    rule: { type: 'string', default: 'bptt' },
    units: { type: 'string', default: '200' },
    trials: { type: 'string', default: '72' },
    steps: { type: 'string', default: '113' },
    inputs: { type: 'string', default: '9' },
    outputs: { type: 'string', default: '3' },
    noise: { type: 'string', default: '0' },
    updates: { type: 'string', default: '20' },
  },
});
const [units, trials, steps, nIn, nOut, noise, updates] = [
  ...[values.units, values.trials, values.steps, values.inputs, values.outputs, values.noise, values.updates].map(
    Number,
  ),
];
const kernels = {
  blas: () => startBlasKernel(),
  wasm: () => startWasmKernel(),
  'wasm-relaxed': () => startWasmKernel({ relaxed: true }),
  reference: () => referenceKernel,
};

const rng = createRng(0);
const batch = {
  ...{ trials, steps, nIn, nOut, dtMs: 15, kind: 'classification', info: [] },
  inputs: Float32Array.from({ length: trials * steps * nIn }, () => rng.normal()),
  targets: Float32Array.from({ length: trials * steps }, () => rng.integer(nOut)),
  mask: new Float32Array(trials * steps).fill(1),
};
const kernel = await kernels[values.kernel]();
if (!kernel) throw new Error(`no '${values.kernel}' kernel on this machine`);
const network = leakyNetwork({ nIn, nUnits: units, nOut, kernel, noise });
const rule = ruleNamed(values.rule);
const optimizer = adam({ learningRate: 3e-4 });
const loss = withActivityPenalty(softmaxCrossEntropy, 10);
const machineSpeed = await productSpeed();

let params = network.init(createRng(1));
let state = optimizer.init(params);
const ruleState = rule.init(network, createRng(2));
const times = [];
const speeds = [];
for (let update = 0; update < updates + 2; update++) {
  const start = performance.now();
  const { gradients } = rule.gradient(network, params, batch, loss, ruleState, createRng(update));
  [params, state] = optimizer.update(gradients, state, params);
  times.push(performance.now() - start);
  if (machineSpeed) speeds.push(machineSpeed());
}
const ms = median(times.slice(2));
// Products with [W U b], forward and in the weight gradients; BPTT's backward pass has another with W'.
const width = units + nIn + 1;
const operations = 2 * trials * steps * units * (2 * width + (values.rule === 'bptt' ? units : 0));
const gflops = operations / ms / 1e6;
console.log(
  JSON.stringify({
    median_ms: ms,
    min_ms: Math.min(...times.slice(2)),
    gflops,
    machine_gflops: machineSpeed && median(speeds.slice(2)),
    peak_mib: process.resourceUsage().maxRSS / 1024,
    node: process.version,
    library: kernel.library,
  }),
);

/** A function that measures GFLOP/s of the system's sgemm on one step's product; undefined without koffi or OpenBLAS. */
async function productSpeed() {
  try {
    const koffi = createRequire(import.meta.resolve('@lrsim/rnn'))('koffi');
    const library = koffi.load(process.env.LRSIM_BLAS ?? 'libopenblas.so.0');
    library.func('void openblas_set_num_threads(int)')(1);
    const sgemm = library.func(
      'void cblas_sgemm(int, int, int, int, int, int, float, void *, int, void *, int, float, void *, int)',
    );
    const [a, b, c] = [trials * units, units * units, trials * units].map((n) => new Float32Array(n).fill(1));
    const repeats = Math.max(1, Math.round(2e8 / (trials * units * units)));
    return () => {
      const start = performance.now();
      for (let k = 0; k < repeats; k++) sgemm(101, 111, 111, trials, units, units, 1, a, units, b, units, 0, c, units);
      return (2 * repeats * trials * units * units) / (performance.now() - start) / 1e6;
    };
  } catch {
    return undefined;
  }
}
