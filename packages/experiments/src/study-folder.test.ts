import { expect, it } from 'vitest';
import { studySettings } from './settings.js';
import { studyFolder } from './study-folder.js';

it('a study has a folder of its own, and keeps it when seeds, rules or accuracies are added', () => {
  const folder = studyFolder(studySettings({ seeds: [1] }));
  expect(folder).toMatch(/^lrsim-results.simulated-[0-9a-f]{8}$/);
  expect(studyFolder(studySettings({ seeds: [1, 2], rules: ['bptt'], accuracies: [0.5] }))).toBe(folder);
  expect(studyFolder(studySettings({ gain: 2 }))).not.toBe(folder);
  expect(studyFolder(studySettings({ recording: 'data/reach.npz' }))).toMatch(/reach-[0-9a-f]{8}$/);
});
