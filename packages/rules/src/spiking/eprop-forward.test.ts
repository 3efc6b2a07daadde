import { createRng, type Loss, type TrialBatch } from '@lrsim/core';
import { spikingNetwork } from '@lrsim/rnn';
import { expect, it } from 'vitest';
import { epropAlif, epropAlifOnline } from './eprop-alif.js';

/**
 * The traces written out as sums instead of recursions, for the synapse of one input on one unit:
 * eps^v_t = sum_{s <= t} d^{t-s} x_s and eps^a_t = sum_{s < t} psi_s eps^v_s product_{s < r < t} (rho - beta psi_r).
 */
it.each([epropAlif, epropAlifOnline])('$name is the sum over all pairs of steps that its traces stand for', (rule) => {
  const [trials, steps] = [2, 30];
  const beta = 0.4;
  const network = spikingNetwork({
    nIn: 1,
    nUnits: 1,
    nOut: 1,
    membraneTimeConstantMs: 6,
    adaptationTimeConstantMs: 15,
    readoutTimeConstantMs: 4,
    adaptation: beta,
  });
  const { membraneDecay: d, adaptationDecay: rho, readoutLeak: kappa } = network;
  const rng = createRng(4);
  const uniforms = (length: number) => Float32Array.from({ length }, () => rng.uniform());
  const [inputs, wanted] = [uniforms(trials * steps), uniforms(trials * steps)];
  const batch: TrialBatch = {
    ...{ trials, steps, nIn: 1, nOut: 1, dtMs: 1, kind: 'regression', info: [] },
    ...{ inputs, targets: wanted, mask: wanted.map(() => 1) },
  };
  const params = {
    recurrentWeights: { data: Float64Array.of(0), shape: [1, 1] },
    inputWeights: { data: Float64Array.of(0.4), shape: [1, 1] },
    readoutWeights: { data: Float64Array.of(1.5), shape: [1, 1] },
    readoutBias: { data: Float64Array.of(0.1), shape: [1] },
  };
  /** sum of wanted * y, whose derivatives are known without the loss. */
  const loss: Loss = ({ outputs }) => {
    let value = 0;
    for (let k = 0; k < outputs.length; k++) value += wanted[k] * outputs[k];
    return { value, terms: { main: value }, dOutputs: Float64Array.from(wanted) as never };
  };

  const { slopes: psi, spikes } = network.forward(params, inputs, batch);
  expect(spikes.includes(1) && psi.some((slope) => slope > 0)).toBe(true);
  let expected = 0;
  for (let trial = 0; trial < trials; trial++) {
    const at = (t: number) => trial * steps + t;
    const epsV = (t: number) => {
      let sum = 0;
      for (let s = 0; s <= t; s++) sum += d ** (t - s) * inputs[at(s)];
      return sum;
    };
    for (let t = 0; t < steps; t++) {
      let epsA = 0;
      for (let s = 0; s < t; s++) {
        let product = psi[at(s)] * epsV(s);
        for (let r = s + 1; r < t; r++) product *= rho - beta * psi[at(r)];
        epsA += product;
      }
      let signal = 0;
      for (let later = t; later < steps; later++) signal += 1.5 * kappa ** (later - t) * wanted[at(later)];
      expected += signal * psi[at(t)] * (epsV(t) - beta * epsA);
    }
  }
  const { gradients } = rule.gradient(network, params, batch, loss, null, createRng(1));
  expect(gradients.inputWeights.data[0] / expected - 1).toBeCloseTo(0, 12);
  expect(gradients.recurrentWeights.data[0]).toBe(0);
});
