import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { snapshotUpdates } from './snapshot-updates.js';

describe('snapshotUpdates', () => {
  it('begins with the untrained network and ends with the last update', () => {
    for (const updates of [1, 7, 60, 300, 1000, 2500]) {
      const snapshots = snapshotUpdates(updates);
      expect(snapshots[0]).toBe(0);
      expect(snapshots.at(-1)).toBe(updates);
      expect(snapshots).toEqual([...new Set(snapshots)].sort((a, b) => a - b));
    }
  });

  it('has 115 snapshots for 1000 updates and 116 for 3000, as the paper', () => {
    expect(snapshotUpdates(1000)).toHaveLength(115);
    expect(snapshotUpdates(3000)).toHaveLength(116);
  });
});

describeWithReference('snapshotUpdates against the authors', ['reference/checkpoints/mante_n200_lm0/pset.npy'], () => {
  it('gives the schedule of their stored runs', () => {
    const stored = readReferenceNpy(referencePath('reference/checkpoints/mante_n200_lm0/pset.npy'));
    expect(snapshotUpdates(1000)).toEqual([...stored.data]);
  });
});
