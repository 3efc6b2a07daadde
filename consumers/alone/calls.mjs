// One small real call per package, on what its main entry exports, and for entries that start threads, which find their files
// only where the package is installed as it is published; each must return true. They run in a project that
// holds that package alone (with those of ours it depends on), by ESM and by CommonJS.
const close = (a, b, tolerance) => Math.abs(a - b) <= tolerance;

/** A batch of one trial whose target is 1 at every step. */
const batchOfOnes = (steps) => ({
  inputs: Float32Array.from({ length: steps }, (_, t) => Math.sin(t)),
  targets: new Float32Array(steps).fill(1),
  mask: new Float32Array(steps).fill(1),
  trials: 1,
  steps,
  nIn: 1,
  nOut: 1,
  dtMs: 10,
  kind: 'regression',
  info: [{ condition: 0, periods: { all: [0, steps] }, variables: {} }],
});

export const calls = {
  '@lrsim/core': ({ createRng, restoreRng, toMatrix }) => {
    const rng = createRng(7);
    return restoreRng(rng.state()).normal() === rng.normal() && toMatrix('call', 'x', [[1, 2]]).columns === 2;
  },

  '@lrsim/linalg': ({ singularValues }) =>
    close(singularValues({ rows: 2, columns: 2, data: Float64Array.of(0, 4, -3, 0) })[0], 4, 1e-14),

  // A rotated and shifted triangle is the same shape.
  '@lrsim/similarity': ({ procrustes }) => {
    const triangle = [
      [0, 0],
      [1, 0],
      [0, 2],
    ];
    const turned = triangle.map(([x, y]) => [5 - y, x + 3]);
    return close(procrustes(triangle, turned), 0, 1e-6);
  },

  '@lrsim/similarity/node': async ({ pairwiseInThreads }) => {
    const list = [1, 2, 3].map((k) => Array.from({ length: 6 }, (_, i) => [Math.sin(k * i), Math.cos(i)]));
    const { data } = await pairwiseInThreads('procrustes', list, { threads: 2 });
    return data[0] === 0 && data[1] > 0 && data[1] === data[3];
  },

  // The worker answers that there is no such file.
  '@lrsim/datasets/node': ({ openNwbFile }) =>
    openNwbFile('nowhere.nwb', { timeLimitMs: 20_000 }).then(
      () => false,
      ({ name, message }) => name === 'FileFormatError' && message.includes('nowhere.nwb does not exist'),
    ),

  // Two uncorrelated directions of equal variance are two dimensions.
  '@lrsim/analysis': ({ participationRatio }) => {
    const cross = [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ];
    return close(participationRatio(cross), 2, 1e-12);
  },

  // The paper's task, and one of a user's own.
  '@lrsim/tasks': async ({ contextDecision, defineTask, factors }) => {
    const { createRng } = await import('@lrsim/core');
    const batch = contextDecision().sample(createRng(1), 3);
    const own = defineTask({
      name: 'own',
      source: 'here',
      dtMs: 10,
      inputs: { cue: 2 },
      outputs: ['wait', 'left', 'right'],
      conditions: factors({ side: [0, 1] }),
      periods: { cue: 100, response: 50 },
      chance: 0.5,
      trial(trial, { side }) {
        trial.show('cue', 'cue', [1 - side, side]);
        trial.target('response', side + 1);
      },
      answer: (seen) => (seen.during('cue', 'cue')[0] === 1 ? 1 : 2),
    });
    const { right, responses } = own.checkAnswers(own.sample(createRng(2), 20));
    return batch.inputs.length === 3 * batch.steps * batch.nIn && right === 20 && responses === 20;
  },

  // The simulated recording, and one of a user's own: a unit that fires once 50 ms after every second event.
  '@lrsim/datasets': async ({ recordingFromSpikes, simulatedRecording }) => {
    const { rates, units, provenance } = simulatedRecording({ units: 12, trials: 2 });
    const trials = { go: [1, 2, 3, 4], side: ['l', 'r', 'l', 'r'] };
    const { recording } = await recordingFromSpikes([{ name: 'a', spikeTimes: [2.05, 4.05] }], trials, {
      name: 'own',
      window: { event: 'go', fromMs: 0, toMs: 200, binMs: 100 },
      grouping: { by: ['side'] },
      provenance: { licence: '', citation: '', source: '', simulated: true },
    });
    const own = [...recording.rates.data].join() === '0,0,10,0';
    return rates.shape[2] === 12 && units.length === 12 && provenance.simulated && own;
  },

  // Both kernels, the second on tfjs: float32 against float64.
  '@lrsim/rnn': async ({ bestKernel, leakyNetwork, referenceKernel }) => {
    const { createRng } = await import('@lrsim/core');
    const { inputs, trials, steps } = batchOfOnes(20);
    const lastOutput = (kernel) => {
      const network = leakyNetwork({ nIn: 1, nUnits: 8, nOut: 1, kernel });
      return network.run(network.init(createRng(1)), inputs, { trials, steps }).outputs.at(-1);
    };
    const reference = lastOutput(referenceKernel);
    return reference !== 0 && close(reference, lastOutput(await bestKernel()), 1e-5);
  },

  // e-prop cuts credit at the recurrent synapses only: the readout's gradient is BPTT's, the recurrent one is not.
  '@lrsim/rules': async ({ bptt, eprop, maskedSquaredError }) => {
    const [{ createRng }, { bestKernel, leakyNetwork }] = [await import('@lrsim/core'), await import('@lrsim/rnn')];
    const network = leakyNetwork({ nIn: 1, nUnits: 8, nOut: 1, kernel: await bestKernel() });
    const params = network.init(createRng(1));
    const [exact, local] = [bptt, eprop].map(
      (rule) => rule.gradient(network, params, batchOfOnes(20), maskedSquaredError, null, createRng(2)).gradients,
    );
    const gap = (name) => Math.max(...exact[name].data.map((value, i) => Math.abs(value - local[name].data[i])));
    return gap('readoutWeights') === 0 && gap('recurrentWeights') > 0;
  },

  // A whole study, as small as one can be: two rules in a thread each, which have to find their own file.
  '@lrsim/experiments': async ({ runStudy, studySettings }) => {
    const [{ mkdtempSync, readFileSync, rmSync }, { tmpdir }] = [await import('node:fs'), await import('node:os')];
    const folder = mkdtempSync(`${tmpdir()}/lrsim-study-`);
    const settings = studySettings({ updates: 2, units: 12, trials: 8, noiseFloorDraws: 2, seeds: [1] });
    await runStudy(settings, { folder, jobs: 2 });
    const results = JSON.parse(readFileSync(`${folder}/results.json`, 'utf8'));
    rmSync(folder, { recursive: true });
    return results.settings.units === 12;
  },
};
