import { describe, expect, it } from 'vitest';
import { settingsJsonSchema, studySettings } from './settings.js';

describe('studySettings', () => {
  it('fills in every default', () => {
    expect(studySettings()).toMatchObject({
      recording: 'simulated',
      rules: ['bptt', 'eprop'],
      updates: 1000,
      units: 200,
    });
  });

  it.each([
    [{ rules: ['bptt', 'epop'] }, /learning rule named 'epop'. Did you mean 'eprop'\?/],
    [{ task: 'centre-out' }, /task named 'centre-out'. Did you mean 'centre-out-reach'\?/],
    [{ metrics: ['procrustez'] }, /Did you mean 'procrustes'/],
    [{ activation: 'retan' }, /Did you mean 'retanh'/],
    [{ units: 0 }, /units/],
    [{ learningRate: -1 }, /learningRate/],
    [{ seeds: [1, 1] }, /a seed is named twice/],
    [{ seeds: [] }, /seeds/],
    [{ learningrate: 1 }, /learningrate/],
    [{ kernel: 'wasn' }, /Did you mean 'wasm'\?/],
  ])('says what is wrong with %j', (input, message) => {
    expect(() => studySettings(input)).toThrow(message);
  });

  it('names every wrong setting at once', () => {
    expect(() => studySettings({ units: 0.5, updates: 'many' })).toThrow(/units[\s\S]*updates|updates[\s\S]*units/);
  });
});

it('the JSON schema describes the settings', () => {
  expect(settingsJsonSchema()).toMatchObject({
    type: 'object',
    properties: { updates: { type: 'integer', default: 1000 } },
  });
});
