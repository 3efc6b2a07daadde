import { checkInteger, createRng, type NdArray, type Rng } from '@lrsim/core';
import { checkRecording } from '../check-recording.js';
import type { SimulatedRecording } from '../types.js';
import { directionsDeg } from './directions.js';
import { gaussianKernel, smooth } from './gaussian-smoothing.js';
import { latentNames, reachLatents } from './latents.js';
import { orthogonalWeights } from './orthogonal-weights.js';
import { poissonCounts } from './poisson.js';
import { reachBehaviour } from './reaches.js';

const BIN_MS = 10;
const SMOOTHING_SD_MS = 25;
/** Bins simulated beyond each end, so that smoothing (cut at 4 SD) has real spikes there. */
const PADDING = 10;
/** Root mean square over units of the modulation by a latent of 1 (Hz). */
const MODULATION_HZ = 4;
/** Lowest rate of a unit, uniform between these (Hz). */
const LOWEST_HZ = [0.2, 2] as const;

/** Size and seed of a simulated recording. */
export interface SimulatedRecordingOptions {
  /** An integer or a string; 1 by default. */
  readonly seed?: number | string;
  /** 120 by default; at least one per latent, 10. */
  readonly units?: number;
  /** Trials averaged in each direction, 40 by default; fewer trials, more noise. */
  readonly trials?: number;
}

/**
 * A simulated motor-cortex recording of centre-out reaches: known geometry, honest noise, nothing to download.
 *
 * Eight directions, -800 to 400 ms around movement onset in bins of 10 ms. Ten latents (see latents.ts) with orthogonal
 * weights give the true rates; each trial's spikes are Poisson; counts are averaged over trials and smoothed with a
 * Gaussian of SD 25 ms, like the recording of Hatsopoulos et al. 2007. Behaviour is of minimum-jerk reaches of a
 * two-link arm under the names and in the normalisation of that recording, so that the centre-out task can be trained
 * on it. The same options give the same bytes on every machine.
 *
 * @throws ArgumentError for fewer units than latents (10), or no trial.
 */
export function simulatedRecording({
  seed = 1,
  units = 120,
  trials = 40,
}: SimulatedRecordingOptions = {}): SimulatedRecording {
  checkInteger('simulatedRecording', 'units', units, latentNames.length);
  checkInteger('simulatedRecording', 'trials', trials);
  const rng = createRng(seed).fork('simulated recording');
  const timeMs = Float64Array.from({ length: 121 }, (_, i) => -800 + BIN_MS * i);
  const padded = Float64Array.from({ length: timeMs.length + 2 * PADDING }, (_, i) => -800 + BIN_MS * (i - PADDING));
  const weights = orthogonalWeights(rng.fork('weights'), units, latentNames.length, MODULATION_HZ);
  const paddedRates = ratesOf(rng.fork('lowest rates'), reachLatents(padded), weights);
  const recording = {
    name: 'simulated reaches',
    rates: sampledRates(rng.fork('spikes'), paddedRates, trials),
    timeMs,
    event: 'movement onset',
    units: Array.from({ length: units }, (_, i) => `simulated unit ${i + 1}`),
    conditions: directionsDeg.map((direction) => `${direction} deg`),
    trialCounts: {
      data: new Float64Array(directionsDeg.length * units).fill(trials),
      shape: [directionsDeg.length, units],
    },
    behaviour: reachBehaviour(timeMs),
    provenance: {
      licence: 'MIT',
      citation: 'lrsim, simulatedRecording',
      source: `simulated: seed ${seed}, ${units} units, ${trials} trials`,
      simulated: true,
    },
    latents: reachLatents(timeMs),
    latentNames,
    trueRates: withoutPadding(paddedRates),
    weights,
  };
  checkRecording(recording, 'simulatedRecording');
  return recording;
}

/** Baseline + weights x latents, [directions, time, units] (Hz); each unit's baseline sets its lowest rate. */
function ratesOf(rng: Rng, latents: NdArray<Float64Array>, weights: NdArray<Float64Array>): NdArray<Float64Array> {
  const [units, dimensions] = weights.shape;
  const samples = latents.data.length / dimensions;
  const rates = new Float64Array(samples * units);
  for (let unit = 0; unit < units; unit++) {
    let lowest = Infinity;
    for (let sample = 0; sample < samples; sample++) {
      let rate = 0;
      for (let k = 0; k < dimensions; k++)
        rate += weights.data[unit * dimensions + k] * latents.data[sample * dimensions + k];
      rates[sample * units + unit] = rate;
      lowest = Math.min(lowest, rate);
    }
    const baseline = LOWEST_HZ[0] + (LOWEST_HZ[1] - LOWEST_HZ[0]) * rng.uniform() - lowest;
    for (let sample = 0; sample < samples; sample++) rates[sample * units + unit] += baseline;
  }
  return { data: rates, shape: [latents.shape[0], latents.shape[1], units] };
}

/** Rates estimated from spikes (Hz). The spikes of all trials together are Poisson with `trials` times the mean. */
function sampledRates(rng: Rng, { data, shape }: NdArray<Float64Array>, trials: number): NdArray<Float64Array> {
  const [directions, paddedSteps, units] = shape;
  const steps = paddedSteps - 2 * PADDING;
  const kernel = gaussianKernel(SMOOTHING_SD_MS / BIN_MS, PADDING);
  const trialSeconds = (trials * BIN_MS) / 1000;
  const rates = new Float64Array(directions * steps * units);
  for (let unit = 0; unit < units; unit++) {
    const unitRng = rng.fork(`unit ${unit}`);
    for (let direction = 0; direction < directions; direction++) {
      const means = Float64Array.from(
        { length: paddedSteps },
        (_, t) => data[(direction * paddedSteps + t) * units + unit] * trialSeconds,
      );
      smooth(poissonCounts(unitRng, means), kernel).forEach((count, t) => {
        rates[(direction * steps + t) * units + unit] = count / trialSeconds;
      });
    }
  }
  return { data: rates, shape: [directions, steps, units] };
}

function withoutPadding({
  data,
  shape: [directions, paddedSteps, units],
}: NdArray<Float64Array>): NdArray<Float64Array> {
  const steps = paddedSteps - 2 * PADDING;
  const inner = new Float64Array(directions * steps * units);
  for (let direction = 0; direction < directions; direction++) {
    const start = (direction * paddedSteps + PADDING) * units;
    inner.set(data.subarray(start, start + steps * units), direction * steps * units);
  }
  return { data: inner, shape: [directions, steps, units] };
}
