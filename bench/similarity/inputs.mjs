import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@lrsim/core';

/** Activity of `units` units that mix 20 latent signals, the same signals for every label, with noise of SD 0.5. */
export function latentActivity(samples, units, label, signals = 20) {
  const latentRng = createRng('latent');
  const latent = Float64Array.from({ length: samples * signals }, () => latentRng.normal());
  const rng = createRng(label);
  const weights = Float64Array.from({ length: signals * units }, () => rng.normal() / Math.sqrt(signals));
  const data = new Float64Array(samples * units);
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < units; j++) {
      let sum = 0.5 * rng.normal();
      for (let k = 0; k < signals; k++) sum += latent[i * signals + k] * weights[k * units + j];
      data[i * units + j] = sum;
    }
  return { data, shape: [samples, units] };
}

/** Trials of a noisy stable linear system, [trials, time, units]. */
export function linearSystem(trials, time, units, label) {
  const rng = createRng(label);
  const step = Float64Array.from(
    { length: units * units },
    (_, at) => (Math.floor(at / units) === at % units ? 0.6 : 0) + (0.3 * rng.normal()) / Math.sqrt(units),
  );
  const data = new Float64Array(trials * time * units);
  for (let trial = 0; trial < trials; trial++)
    for (let t = 0; t < time; t++) {
      const to = (trial * time + t) * units;
      for (let j = 0; j < units; j++) {
        let sum = t === 0 ? rng.normal() : 0.1 * rng.normal();
        if (t > 0) for (let k = 0; k < units; k++) sum += step[j * units + k] * data[to - units + k];
        data[to + j] = sum;
      }
    }
  return { data, shape: [trials, time, units] };
}

/** Means [conditions, units] and covariances [conditions, units, units] of noisy responses. */
export function conditionMoments(conditions, units, label) {
  const rng = createRng(label);
  const means = Float64Array.from({ length: conditions * units }, () => rng.normal());
  const covariances = new Float64Array(conditions * units * units);
  for (let c = 0; c < conditions; c++) {
    const factor = Float64Array.from({ length: units * units }, () => rng.normal() / Math.sqrt(units));
    for (let i = 0; i < units; i++)
      for (let j = 0; j < units; j++) {
        let sum = i === j ? 0.1 : 0;
        for (let k = 0; k < units; k++) sum += factor[i * units + k] * factor[j * units + k];
        covariances[(c * units + i) * units + j] = sum;
      }
  }
  return {
    means: { data: means, shape: [conditions, units] },
    covariances: { data: covariances, shape: [conditions, units, units] },
  };
}

/** Single trials [conditions, repeats, units]: a mean for each condition, and noise of SD 0.5 of each trial. */
export function noisyResponses(conditions, repeats, units, label) {
  const rng = createRng(label);
  const means = Float64Array.from({ length: conditions * units }, () => rng.normal());
  const data = Float64Array.from(
    { length: conditions * repeats * units },
    (_, at) => means[Math.floor(at / (repeats * units)) * units + (at % units)] + 0.5 * rng.normal(),
  );
  return { data, shape: [conditions, repeats, units] };
}

/** A square matrix of normals over sqrt(size). */
export function randomOperator(size, label) {
  const rng = createRng(label);
  return {
    data: Float64Array.from({ length: size * size }, () => rng.normal() / Math.sqrt(size)),
    shape: [size, size],
  };
}

/** Puts arrays into files that the peers read, each once. */
export function fileStore() {
  const folder = mkdtempSync(join(tmpdir(), 'lrsim-bench-'));
  const files = new Map();
  const put = ({ data, shape }) => {
    if (!files.has(data)) {
      const file = join(folder, `${files.size}.f64`);
      writeFileSync(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      files.set(data, file);
    }
    return { file: files.get(data), shape };
  };
  return { folder, put };
}

/** Several arrays of one shape as one with a further first axis. */
export function stacked(arrays) {
  const size = arrays[0].data.length;
  const data = new Float64Array(arrays.length * size);
  arrays.forEach((one, i) => {
    data.set(one.data, i * size);
  });
  return { data, shape: [arrays.length, ...arrays[0].shape] };
}
