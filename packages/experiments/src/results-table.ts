import Table from 'cli-table3';
import type { Spread, StudyResults } from './results.js';

const spread = (value: Spread | null) =>
  value === null ? 'not reached' : `${value.mean.toFixed(4)} ± ${value.sd.toFixed(4)} (${value.n})`;

const plain = { style: { head: [], border: [] } };

/** The results of a study as tables for the terminal. */
export function resultsTable(results: StudyResults): string {
  const { recording, settings, metric, matched, runs } = results;
  const kind = recording.provenance.simulated ? 'SIMULATED recording' : 'recording';
  const byAccuracy = new Table({ head: ['accuracy', ...settings.rules], ...plain });
  for (const { accuracy, rules } of matched)
    byAccuracy.push([String(accuracy), ...rules.map((rule) => spread(rule.spread))]);

  const subsampled = new Table({ head: ['on equal numbers of units', 'distance'], ...plain });
  subsampled.push(['noise floor (recorded against recorded)', spread(results.noiseFloor)]);
  for (const { rule, seed, subsampled: over, closest } of runs)
    subsampled.push([`${rule}, seed ${seed}, closest snapshot (update ${closest.update})`, spread(over.closest)]);
  subsampled.push(['untrained', spread(results.untrained.subsampled)]);
  subsampled.push(['mean over conditions of the recording', spread(results.conditionAverage)]);

  const finalAccuracy = new Table({ head: ['run', 'final accuracy', 'final distance', 'smallest distance'], ...plain });
  for (const { rule, seed, snapshots, closest } of runs) {
    const last = snapshots[snapshots.length - 1];
    finalAccuracy.push([
      `${rule}, seed ${seed}`,
      last.accuracy.toFixed(4),
      last.distances[metric].toFixed(4),
      `${closest.distance.toFixed(4)} (update ${closest.update})`,
    ]);
  }
  return [
    `${kind}: ${recording.name} (${recording.conditions} conditions, ${recording.timePoints} time points, ${recording.units} units)`,
    `task ${settings.task}, ${settings.updates} updates, ${settings.units} units, learning rate ${settings.learningRate}, kernel ${results.kernel}`,
    '',
    `Distance to the recording (${metric}) at matched accuracy: mean ± SD (seeds that reached it)`,
    byAccuracy.toString(),
    `untrained: ${spread(results.untrained.distance)}`,
    '',
    finalAccuracy.toString(),
    '',
    'Units subsampled to half of those recorded: mean ± SD (draws)',
    subsampled.toString(),
  ].join('\n');
}
