import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { StudySettings } from './settings.js';

/** The settings a run depends on; the others can change and keep the runs that are there. */
export function trainingSettings({ rules, seeds, accuracies, noiseFloorDraws, recording, ...training }: StudySettings) {
  return training;
}

/**
 * The folder of a study that was not given one: named after the recording and its settings, so that the same command finds
 * its own runs again and another study never meets them.
 */
export function studyFolder(settings: StudySettings): string {
  const { recording } = settings;
  const hash = createHash('sha256')
    .update(JSON.stringify([trainingSettings(settings), recording]))
    .digest('hex');
  return join('lrsim-results', `${basename(resolve(recording)).replace(/\.npz$/, '')}-${hash.slice(0, 8)}`);
}
