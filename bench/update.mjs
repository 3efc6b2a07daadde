// One training update (forward pass, loss, backward pass, Adam) timed beside a peer in one run, in turns, so that a machine
// whose speed drifts drifts for both. One thread each.
//
//   node bench/update.mjs --kernel blas,wasm --units 200,400 --size 72x113,100x300 --rule bptt,eprop --noise 0,0.1 \
//     --updates 10 --rounds 3 [--node path/to/another/node] [--peer "python3 path/to/pytorch_step.py"]
//
// The peer is any command that takes --units, --rule, --trials, --steps, --noise and --updates and prints one line of JSON with
// `median_ms` and, where it knows, `peak_mib`. Prints one line of JSON per setting: medians over rounds of milliseconds per
// update, of the ratio peer / lrsim, and of the fraction of the system BLAS's speed on one step's product that the products of
// an update reach when they are counted over the whole update; and the largest peak memory (MiB).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const { values } = parseArgs({
  options: {
    kernel: { type: 'string', default: 'blas,wasm' },
    units: { type: 'string', default: '200' },
    size: { type: 'string', default: '72x113' },
    rule: { type: 'string', default: 'bptt,eprop' },
    noise: { type: 'string', default: '0' },
    updates: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    node: { type: 'string', default: process.execPath },
    peer: { type: 'string' },
  },
});
const lists = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.split(',')]));
const step = fileURLToPath(new URL('update-step.mjs', import.meta.url));

/** Runs a command that prints one line of JSON. */
function measure([command, ...leading], options) {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return JSON.parse(
    execFileSync(command, [...leading, ...args], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .at(-1),
  );
}

const settings = lists.size.flatMap((size) =>
  lists.units.flatMap((units) =>
    lists.rule.flatMap((rule) =>
      lists.noise.map((noise) => {
        const [trials, steps] = size.split('x');
        return { units, rule, trials, steps, noise, updates: values.updates };
      }),
    ),
  ),
);
for (const setting of settings) {
  const peer = [];
  const ours = Object.fromEntries(lists.kernel.map((kernel) => [kernel, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    if (values.peer) peer.push(measure(values.peer.split(' '), setting));
    for (const kernel of lists.kernel) ours[kernel].push(measure([values.node, step], { ...setting, kernel }));
  }
  for (const [kernel, runs] of Object.entries(ours)) {
    const of = (list, value) => list.length > 0 && Number(median(list.map(value)).toFixed(2));
    const peak = (list) => list.length > 0 && Math.round(Math.max(...list.map((run) => run.peak_mib)));
    const result = {
      ...{ what: 'update', kernel, ...setting, node: runs[0].node, library: runs[0].library },
      lrsim_ms: of(runs, (run) => run.median_ms),
      gflops: of(runs, (run) => run.gflops),
      machine_gflops: of(runs, (run) => run.machine_gflops),
      fraction_of_machine: of(runs, (run) => run.gflops / run.machine_gflops),
      lrsim_peak_mib: peak(runs),
    };
    if (values.peer)
      Object.assign(result, {
        peer_ms: of(peer, (run) => run.median_ms),
        peer_over_lrsim: Number(median(peer.map((run, round) => run.median_ms / runs[round].median_ms)).toFixed(2)),
        peer_peak_mib: peak(peer),
      });
    console.log(JSON.stringify(result));
  }
}
