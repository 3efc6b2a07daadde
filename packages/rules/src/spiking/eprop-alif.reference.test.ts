import { readdirSync } from 'node:fs';
import { createRng, type Loss, type TrialBatch } from '@lrsim/core';
import { spikingNetwork } from '@lrsim/rnn';
import { describeWithReference, readSpikingGolden, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { epropAlif, epropAlifOnline } from './eprop-alif.js';

const folder = 'golden/rules/extras';

/** The goldens' loss, sum |y - y*|^2 / (2 trials). */
const halfSquares: Loss = ({ outputs, trials }, { targets }) => {
  const errors = outputs.slice() as typeof outputs;
  for (let k = 0; k < errors.length; k++) errors[k] = (outputs[k] - targets[k]) / trials;
  let value = 0;
  for (const error of errors) value += (error ** 2 * trials) / 2;
  return { value, terms: { main: value }, dOutputs: errors };
};

describeWithReference('golden gradients of spiking networks', [folder], () => {
  const files = readdirSync(referencePath(folder)).filter((name) => /^alif_eprop_.*\.json$/.test(name));

  it('are there', () => expect(files.length).toBeGreaterThan(0));

  describe.each(files)('%s', (file) => {
    const golden = readSpikingGolden(referencePath(folder, file));
    const network = spikingNetwork(golden.options);
    const { nIn, nOut } = network;
    // the goldens are float64; a batch holds what a loss can read, whatever its precision
    const batch = {
      ...golden.size,
      nIn,
      nOut,
      dtMs: 1,
      kind: 'regression',
      inputs: golden.inputs,
      targets: golden.targets,
      mask: golden.targets.map(() => 1),
      info: [],
    } as unknown as TrialBatch;

    // float64 in another order of summation: 1e-13 of the norm; 1e-9 is what the goldens ask for
    it.each([epropAlif, epropAlifOnline])('$name gives them to 1e-13 of their norm', (rule) => {
      const result = rule.gradient(network, golden.params, batch, halfSquares, null, createRng(1));
      expect(Math.abs(result.loss.value / golden.loss - 1)).toBeLessThan(1e-13);
      for (const [name, { data }] of Object.entries({
        recurrentWeights: golden.recurrentGradient,
        inputWeights: golden.inputGradient,
      })) {
        const found = result.gradients[name].data;
        const error = Math.hypot(...data.map((value, k) => value - found[k]));
        expect(error / Math.hypot(...data)).toBeLessThan(1e-13);
      }
    });
  });
});
