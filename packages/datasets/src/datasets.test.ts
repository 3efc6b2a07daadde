import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { datasets } from './datasets.js';

describe('datasets', () => {
  it('are named as in their table, and say what they are', () => {
    expect(Object.keys(datasets)).toEqual([
      'simulated',
      'hatsopoulos2007',
      'hatsopoulos2007-prepared',
      'sussillo2015',
      'mante2013-prepared',
      'mante2013',
    ]);
    for (const [name, dataset] of Object.entries(datasets)) {
      expect(dataset.name).toBe(name);
      expect(dataset.title).not.toBe('');
      expect(dataset.needsFiles).toBe(name !== 'simulated');
    }
  });

  it('recognise no folder of other files, and one kind of file at most', () => {
    const recognisedBy = (names: string[]) =>
      Object.values(datasets)
        .filter((dataset) => dataset.filesAmong(names).length > 0)
        .map(({ name }) => name);
    expect(recognisedBy(['a.nwb', 'b.csv', '.DS_Store'])).toEqual([]);
    expect(recognisedBy([])).toEqual([]);
    expect(recognisedBy(['firing_rate.npy', 'README.json'])).toEqual(['hatsopoulos2007']);
    expect(recognisedBy(['reach.npz'])).toEqual(['hatsopoulos2007']);
    expect(recognisedBy(['EMGforRNN_Sussillo2015.mat', 'neuralforRNN_Sussillo2015.mat'])).toEqual(['sussillo2015']);
    const prepared = 'data_output_aligntomovementonset_minT-800_maxT400_FRsmoothSD25ms.npy';
    expect(recognisedBy([prepared])).toEqual(['hatsopoulos2007-prepared']);
    expect(recognisedBy(['neuralforRNN.npy'])).toEqual(['mante2013-prepared']);
    expect(recognisedBy(['.DS_Store', 'ar090313_1_a3_Vstim_100_850_ms.mat'])).toEqual(['mante2013']);
  });
});

describe('the main entry', () => {
  it('imports nothing of Node, so that it also runs in a browser', () => {
    const source = dirname(fileURLToPath(import.meta.url));
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, module] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g))
        if (module.startsWith('.')) visit(join(dirname(file), module.replace(/\.js$/, '.ts')));
        else expect(['@lrsim/core', 'fflate', 'h5wasm'], file).toContain(module);
    };
    visit(join(source, 'index.ts'));
    expect(seen.size).toBeGreaterThan(20);
    expect(readdirSync(join(source, 'node'))).toContain('index.ts'); // what needs Node has its own entry
  });
});
