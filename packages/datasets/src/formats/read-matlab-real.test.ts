import { readFileSync } from 'node:fs';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import type { MatlabValue } from '../types.js';
import { readMatlab } from './read-matlab.js';

const folders = ['real/README.json', 'real/matlab_v5', 'real/matlab_v73'];

describeWithReference('readMatlab on real files', folders, () => {
  const factsOf = (name: string) => {
    const { files }: { files: { file: string; facts_to_assert: Record<string, unknown> }[] } = JSON.parse(
      readFileSync(referencePath('real/README.json'), 'utf8'),
    );
    return files.find(({ file }) => file.endsWith(name))?.facts_to_assert ?? {};
  };
  const read = (name: string) => readMatlab(readFileSync(referencePath('real/matlab_v5', name)), name);
  const shapeOf = (value: MatlabValue) => ('shape' in value ? value.shape : undefined);
  const field = (value: MatlabValue, ...path: (string | number)[]): MatlabValue =>
    path.reduce<MatlabValue>((at, key) => {
      if (typeof key === 'number' && at.kind === 'cell') return at.elements[key];
      if (typeof key === 'string' && at.kind === 'struct') return at.elements[0][key];
      throw new Error(`no ${key} in a ${at.kind}`);
    }, value);

  it.each(['m1_stevenson_2011.mat', 's1_data.mat', 'counts_pkg_sample_dat.mat'])('has the shapes of %s', (name) => {
    const variables = read(name);
    const shapes = Object.entries(factsOf(name)).filter(([, fact]) => Array.isArray(fact));
    expect(shapes.length).toBeGreaterThan(1);
    for (const [variable, shape] of shapes) expect(shapeOf(variables[variable]), variable).toEqual(shape);
    const firstTime = factsOf(name)['first time'];
    if (firstTime !== undefined) expect(variables.time).toMatchObject({ kind: 'numeric', class: 'double' });
    if (firstTime !== undefined && variables.time.kind === 'numeric')
      expect(variables.time.data[0]).toBeCloseTo(firstTime as number, 3);
  });

  it('reads an array of three axes', () => {
    const { spikes } = read('kiani2014_T33_binned_spikes.mat');
    const facts = factsOf('kiani2014_T33_binned_spikes.mat');
    expect(shapeOf(spikes)).toEqual(facts.spikes);
    expect(spikes).toMatchObject({ kind: 'numeric' });
  });

  it('reads structs in structs, and cells', () => {
    const { beforeLearning } = read('bci_learning_exampleData.mat');
    const facts = factsOf('bci_learning_exampleData.mat');
    const clouds = field(beforeLearning, 'clouds');
    expect(shapeOf(field(clouds, 'spikes'))).toEqual(facts['spikes cell']);
    expect(shapeOf(field(clouds, 'spikes', 0))).toEqual(facts['beforeLearning spikes{1}']);
    expect(shapeOf(field(clouds, 'factorActivity', 0))).toEqual(facts['factorActivity{1}']);
    const angles = field(clouds, 'angles');
    expect(angles.kind === 'numeric' && Array.from(angles.data)).toEqual(facts.angles);
  });

  it('reads struct arrays', () => {
    const { D } = read('hennig2018_20131218.mat');
    const facts = factsOf('hennig2018_20131218.mat');
    const blocks = field(D, 'blocks');
    expect(shapeOf(blocks)).toEqual(facts.blocks);
    expect(shapeOf(field(blocks, 'spikes'))).toEqual(facts['blocks(1).spikes']);
    expect(shapeOf(field(blocks, 'latents'))).toEqual(facts['blocks(1).latents']);
  });

  it.each(['firingRates_directions_1_normalized.mat', '170607_1_2_Stim_Train.mat'])('says what %s is', (name) => {
    const bytes = readFileSync(referencePath('real/matlab_v73', name));
    expect(() => readMatlab(bytes, name)).toThrow(`readMatlab: ${name} is a MATLAB v7.3 file (HDF5)`);
  });
});
