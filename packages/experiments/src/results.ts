import { meanAndSd } from '@lrsim/analysis';
import { createRng, type Floats, type Recording } from '@lrsim/core';
import type { Kernel } from '@lrsim/rnn';
import { conditionAverageDistance, drawSplit, floorDistance, modelDistance } from '@lrsim/similarity';
import { createExperiment } from './experiment.js';
import { distanceAtAccuracy } from './matched-accuracy.js';
import type { StudySettings } from './settings.js';
import { analysisActivity } from './take-snapshot.js';
import { initialState } from './train.js';
import type { LossRecord, RunKey, RunState, Snapshot } from './types.js';
import { type Versions, versions } from './versions.js';

/** Mean and population SD of n values. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/** One run in the results. */
export interface RunResult extends RunKey {
  readonly losses: readonly LossRecord[];
  readonly snapshots: readonly Snapshot[];
  /** The snapshot closest to the recording; chosen on the reported distance itself, as the paper does. */
  readonly closest: { readonly update: number; readonly distance: number };
  /** Distances on the splits of the noise floor, units subsampled to equal numbers, over the draws. */
  readonly subsampled: { readonly closest: Spread; readonly last: Spread };
}

/** Where one rule stands when it first reaches an accuracy. */
export interface MatchedRule {
  readonly rule: string;
  /** By seed, in the order of the settings; null where the accuracy was never reached. */
  readonly distances: readonly (number | null)[];
  /** Over the seeds that reached it; null if none did. */
  readonly spread: Spread | null;
}

/** Every number of a study, with what it was made from. The same settings give the same results, byte for byte. */
export interface StudyResults {
  readonly format: 'lrsim study 1';
  /** With the kernel that ran in the place of 'auto'. */
  readonly settings: StudySettings;
  readonly versions: Versions;
  readonly recording: Pick<Recording, 'name' | 'event' | 'provenance'> & {
    readonly conditions: number;
    readonly timePoints: number;
    readonly units: number;
  };
  readonly kernel: string;
  readonly metric: string;
  readonly runs: readonly RunResult[];
  /** The untrained networks: whole-population distance over seeds, and on the noise floor's splits. */
  readonly untrained: { readonly distance: Spread; readonly subsampled: Spread };
  /** Recorded units against other recorded units, over all draws of all seeds. */
  readonly noiseFloor: Spread;
  /** Recorded units against the mean over conditions of others: what no sensitivity to conditions gives. */
  readonly conditionAverage: Spread;
  readonly matched: readonly { readonly accuracy: number; readonly rules: readonly MatchedRule[] }[];
}

const spread = (values: readonly number[]): Spread => ({ ...meanAndSd(values), n: values.length });

/**
 * The results of finished runs: matched accuracies and noise floor, with the settings they belong to.
 *
 * @param onProgress - called as the splits of the noise floor are worked through.
 * @param signal - aborting stops between two splits; the result is then undefined, and nothing but these splits is lost.
 */
export async function collectResults(
  settings: StudySettings,
  recording: Recording,
  kernel: Kernel<Floats>,
  finished: readonly (RunKey & { readonly state: RunState })[],
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<StudyResults | undefined> {
  const floors: number[] = [];
  const averages: number[] = [];
  const untrained: number[] = [];
  const runs: RunResult[] = [];
  for (const [index, seed] of settings.seeds.entries()) {
    const ofSeed = finished.filter((run) => run.seed === seed);
    const experiment = createExperiment(settings, { rule: settings.rules[0], seed }, recording, kernel);
    const { comparison, metrics } = experiment;
    const [metric] = metrics;
    const { recorded, timePoints } = comparison;
    const before = analysisActivity(experiment, initialState(experiment).params);
    const models = ofSeed.map(({ state }) => ({
      closest: analysisActivity(experiment, (state.closest as NonNullable<RunState['closest']>).params),
      last: analysisActivity(experiment, state.params),
    }));
    const distances = models.map(() => ({ closest: [] as number[], last: [] as number[] }));
    const rng = createRng(seed).fork('noise floor');
    for (let draw = 0; draw < settings.noiseFloorDraws; draw++) {
      const split = drawSplit(rng, recorded.columns, settings.units);
      floors.push(floorDistance(metric, recorded, split));
      averages.push(conditionAverageDistance(metric, recorded, timePoints, split));
      untrained.push(modelDistance(metric, recorded, before, split));
      models.forEach((model, k) => {
        distances[k].closest.push(modelDistance(metric, recorded, model.closest, split));
        distances[k].last.push(modelDistance(metric, recorded, model.last, split));
      });
      onProgress?.(index * settings.noiseFloorDraws + draw + 1, settings.seeds.length * settings.noiseFloorDraws);
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) return undefined;
    }
    ofSeed.forEach(({ rule, state }, k) => {
      const { update, distance } = state.closest as NonNullable<RunState['closest']>;
      runs.push({
        rule,
        seed,
        losses: state.losses,
        snapshots: state.snapshots,
        closest: { update, distance },
        subsampled: { closest: spread(distances[k].closest), last: spread(distances[k].last) },
      });
    });
  }
  const [metric] = settings.metrics;
  const [conditions, timePoints, units] = recording.rates.shape;
  const { name, event, provenance } = recording;
  return {
    format: 'lrsim study 1',
    settings,
    versions: versions(),
    recording: { name, event, provenance, conditions, timePoints, units },
    kernel: kernel.name,
    metric,
    runs,
    untrained: { distance: untrainedDistance(settings, runs), subsampled: spread(untrained) },
    noiseFloor: spread(floors),
    conditionAverage: spread(averages),
    matched: settings.accuracies.map((accuracy) => ({
      accuracy,
      rules: settings.rules.map((rule) => matchedRule(rule, runs, metric, accuracy)),
    })),
  };
}

function untrainedDistance({ metrics, rules }: StudySettings, runs: readonly RunResult[]): Spread {
  // Update 0 is the same network for every rule of a seed: take one rule's.
  return spread(runs.filter((run) => run.rule === rules[0]).map((run) => run.snapshots[0].distances[metrics[0]]));
}

function matchedRule(rule: string, runs: readonly RunResult[], metric: string, accuracy: number): MatchedRule {
  const distances = runs
    .filter((run) => run.rule === rule)
    .map(({ snapshots }) => {
      const curve = snapshots.map((snapshot) => ({
        accuracy: snapshot.accuracy,
        distance: snapshot.distances[metric],
      }));
      return distanceAtAccuracy(curve, accuracy) ?? null;
    });
  const reached = distances.filter((distance) => distance !== null);
  return { rule, distances, spread: reached.length > 0 ? spread(reached) : null };
}
