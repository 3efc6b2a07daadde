// @ts-check
/**
 * Somebody else's analysis: distances between two plain arrays, with @lrsim/similarity alone (no TensorFlow comes along).
 *
 *   node examples/similarity-alone.mjs
 *   node examples/similarity-alone.mjs --samples 500 --noise 0.5 --seed 3
 *
 * Takes a second. Makes two "brain areas" whose six units each mix the same two signals, differently and with noise, and
 * prints how far they are from each other by Procrustes, CKA and CCA; from a rotated copy, which all of them count as the
 * same; and from unrelated noise. Matrices are nested arrays, samples in rows and units in columns, or flat
 * (typed) arrays with a shape.
 */
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { angularCka, ccaDistance, ckaDistance, procrustes } from '@lrsim/similarity';

const { values: flags } = parseArgs({
  options: {
    samples: { type: 'string', default: '200' },
    noise: { type: 'string', default: '0.3' },
    seed: { type: 'string', default: '1' },
  },
});
const samples = Number(flags.samples);
const noise = Number(flags.noise);
const units = 6;
const rng = createRng(Number(flags.seed)).fork('two areas'); // any source of numbers does

// Nested arrays: one row per sample, one column per unit.
const signals = Array.from({ length: samples }, (_, t) => [Math.sin(0.1 * t), Math.cos(0.031 * t)]);
const area = () => {
  const weights = Array.from({ length: units }, () => [rng.normal(), rng.normal()]);
  return signals.map(([a, b]) => weights.map(([u, v]) => u * a + v * b + noise * rng.normal()));
};
const first = area();
const second = area();

// A flat typed array with its shape: the first area seen from another angle (units 0 and 1 rotated by 40 degrees).
const [cos, sin] = [Math.cos((40 * Math.PI) / 180), Math.sin((40 * Math.PI) / 180)];
const rotated = {
  data: Float32Array.from(first.flatMap(([a, b, ...others]) => [cos * a - sin * b, sin * a + cos * b, ...others])),
  shape: [samples, units],
};
const unrelated = { data: Float64Array.from({ length: samples * units }, () => rng.normal()), shape: [samples, units] };

console.log('first area against        Procrustes    CKA  angular CKA    CCA');
for (const [name, other] of Object.entries({
  itself: first,
  'a rotated copy': rotated,
  'second area': second,
  unrelated,
})) {
  const distances = [procrustes(first, other), ckaDistance(first, other), angularCka(first, other)];
  const cca = ccaDistance(first, other, { components: 2 });
  const cells = [...distances, cca].map((distance, k) => distance.toFixed(3).padStart([10, 7, 13, 7][k]));
  console.log(`${name.padEnd(25)} ${cells.join('')}`);
}

console.log('\nthe same comparison in other forms of Procrustes:');
for (const score of /** @type {const} */ (['angular', 'radians', 'unit-euclidean', 'euclidean']))
  console.log(`  ${score.padEnd(15)} ${procrustes(first, second, { score }).toFixed(4)}`);
