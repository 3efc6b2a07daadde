import { readdirSync } from 'node:fs';
import { describeWithReference, readSpikingGolden, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { spikingNetwork } from './spiking-network.js';

const folder = 'golden/rules/extras';

describeWithReference('golden spiking networks', [folder], () => {
  const files = readdirSync(referencePath(folder)).filter((name) => /^alif_eprop_.*\.json$/.test(name));

  it('are there', () => expect(files.length).toBeGreaterThan(0));

  describe.each(files)('%s', (file) => {
    const golden = readSpikingGolden(referencePath(folder, file));
    const network = spikingNetwork(golden.options);
    const { rates, outputs, meanSquareRate } = network.run(golden.params, golden.inputs, golden.size);
    const { slopes } = network.forward(golden.params, golden.inputs, golden.size);
    const { potentials, thresholds } = network.membranes(golden.params, golden.inputs, golden.size);

    it('has every spike', () => {
      expect([...rates]).toEqual([...golden.spikes]);
      expect(meanSquareRate * rates.length).toBeCloseTo(golden.spikeCount, 9);
    });

    // float64 in another order of summation: 1e-13 of the norm; 1e-9 is what the goldens ask for
    it.each([
      ['potentials', potentials, golden.potentials],
      ['thresholds', thresholds, golden.thresholds],
      ['slopes', slopes, golden.slopes],
      ['outputs', outputs, golden.outputs],
    ])('has its %s to 1e-13 of their norm', (_, found, expected) => {
      expect(found.length).toBe(expected.length);
      const error = Math.hypot(...expected.map((value, k) => value - found[k]));
      expect(error / Math.hypot(...expected)).toBeLessThan(1e-13);
    });
  });
});
