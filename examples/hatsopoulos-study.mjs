// @ts-check
/**
 * The main study on a real recording: networks trained with BPTT and e-prop on the reaches of Hatsopoulos et al. 2007, and
 * how far each is from the recorded activity at equal task accuracy, beside the authors' curves.
 *
 *   node examples/hatsopoulos-study.mjs --recording path/to/hatsopoulos2007 --seeds 1,2,3 --updates 1000 --learning-rate 0.0003
 *   node examples/hatsopoulos-study.mjs                    # what of the above is not given takes these values
 *
 * Takes about 20 minutes a seed on two cores; stopped, the same command goes on where it was. --recording is a folder of the
 * recording's arrays or one .npz of them (see packages/datasets); by default the copy in the authors' files, where those
 * are present (LRSIM_REFERENCE, or the folder `shared` beside the checkout). Without a recording a small study runs on the
 * simulated one, in about two minutes.
 *
 * Prints the tables of the study and, at each accuracy, its distances (mean ± SD over seeds) beside those of the authors'
 * three networks. Writes to --out the results as JSON, checkpoints, the figures of every study, and matched-accuracy.svg:
 * the curves of distance against accuracy, ours solid, theirs dashed.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { meanAndSd } from '@lrsim/analysis';
import {
  curvesFigure,
  distanceAtAccuracy,
  resultsTable,
  runStudy,
  studyFigures,
  studySettings,
} from '@lrsim/experiments';
import { referenceFolder } from './reference-folder.mjs';

const { values: flags } = parseArgs({
  options: {
    recording: { type: 'string' },
    reference: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    updates: { type: 'string' },
    units: { type: 'string' },
    'learning-rate': { type: 'string' },
    'noise-floor-draws': { type: 'string', default: '100' },
    jobs: { type: 'string' },
    out: { type: 'string', default: 'lrsim-results/hatsopoulos-study' },
  },
});
const reference = referenceFolder(flags.reference);
const recording = flags.recording ?? (reference ? join(reference, 'hatsopoulos2007') : 'simulated');
const real = recording !== 'simulated';
if (!real)
  console.log('The recording is not here (--recording <folder or .npz>): a small study on the simulated one.\n');

const settings = studySettings({
  recording,
  seeds: flags.seeds.split(',').map(Number),
  updates: Number(flags.updates ?? (real ? 1000 : 300)),
  units: Number(flags.units ?? (real ? 200 : 60)),
  learningRate: Number(flags['learning-rate'] ?? (real ? 3e-4 : 1e-3)),
  trials: real ? 100 : 32,
  noiseFloorDraws: Number(flags['noise-floor-draws']),
});
const results = await runStudy(settings, {
  folder: flags.out,
  jobs: flags.jobs === undefined ? undefined : Number(flags.jobs),
  onProgress: showProgress(),
});
if (!results) throw new Error('the study was stopped before its end');
console.log(resultsTable(results));

// Curves of accuracy and distance along training: ours by rule, a curve for each seed, and the authors'.
const { metric } = results;
const ours = settings.rules.map((rule) => ({
  name: rule,
  curves: results.runs
    .filter((run) => run.rule === rule)
    .map(({ snapshots }) => snapshots.map(({ accuracy, distances }) => ({ accuracy, distance: distances[metric] }))),
}));
const theirs = real && reference ? await authorsCurves(join(reference, 'numbers.json')) : [];
/** @param {string[]} cells */
const row = (...cells) => console.log(cells.map((cell, k) => (k === 0 ? cell.padEnd(36) : cell.padStart(22))).join(''));
console.log(`\nDistance (${metric}) at matched accuracy: mean ± SD (seeds that reached it)`);
row('accuracy', ...settings.accuracies.map(String));
for (const { name, curves } of [...ours, ...theirs])
  row(name, ...settings.accuracies.map((accuracy) => distancesAt(curves, accuracy)));

const colours = { ours: ['#000000', '#d6249f'], theirs: ['#0072b2', '#56b4e9', '#e69f00'] };
const figure = await curvesFigure(
  `${results.recording.name}${results.recording.provenance.simulated ? ' (simulated)' : ''}, ${settings.units} units`,
  metric,
  [
    ...ours.map((group, k) => ({ ...group, colour: colours.ours[k] })),
    ...theirs.map((group, k) => ({ ...group, colour: colours.theirs[k], dashed: true })),
  ],
  settings.accuracies,
);
const figures = { ...(await studyFigures(results)), 'matched-accuracy.svg': figure };
for (const [name, svg] of Object.entries(figures)) await writeFile(join(flags.out, name), svg);
console.log(`results.json, ${Object.keys(figures).join(', ')} are in ${flags.out}`);

/**
 * Mean and SD over the curves that reach an accuracy.
 *
 * @param {readonly (readonly import('@lrsim/experiments').CurvePoint[])[]} curves
 * @param {number} accuracy
 */
function distancesAt(curves, accuracy) {
  const distances = curves.map((curve) => distanceAtAccuracy(curve, accuracy)).filter((value) => value !== undefined);
  if (distances.length === 0) return 'not reached';
  const { mean, sd } = meanAndSd(distances);
  return curves.length === 1 ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${sd.toFixed(4)} (${distances.length})`;
}

/**
 * The authors' curves, from the file of their numbers; none where there is no such file.
 *
 * @param {string} file
 */
async function authorsCurves(file) {
  if (!existsSync(file)) return [];
  const names = {
    'hats_lm0_lr0.001': 'authors, BPTT, learning rate 1e-3',
    'hats_lm0_lr0.0003': 'authors, BPTT, learning rate 3e-4',
    'hats_lm1_lr0.0003': 'authors, e-prop, learning rate 3e-4',
  };
  const { curves } = JSON.parse(await readFile(file, 'utf8')).D2_hatsopoulos;
  return Object.entries(names).map(([model, name]) => {
    /** @type {{ procrustes: number[], normalized_error_analysis_set: number[] }} */
    const { procrustes, normalized_error_analysis_set: errors } = curves[model];
    return { name, curves: [procrustes.map((distance, k) => ({ accuracy: 1 - errors[k], distance }))] };
  });
}

/** Prints a line now and then, so that a long study is seen to go on. */
function showProgress() {
  let shown = Date.now();
  /** @param {import('@lrsim/experiments').StudyProgress} progress */
  return (progress) => {
    if (Date.now() - shown < 20_000) return;
    shown = Date.now();
    if (progress.stage === 'noise floor') console.log(`noise floor: ${progress.done} of ${progress.total}`);
    else
      console.log(`${progress.run.rule}, seed ${progress.run.seed}: update ${progress.update} of ${progress.updates}`);
  };
}
