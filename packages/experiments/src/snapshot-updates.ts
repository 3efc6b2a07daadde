import { checkInteger } from '@lrsim/core';

const linspace = (from: number, to: number, points: number) =>
  Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));

/**
 * The updates at which a network is compared with the recording, dense early in training (Liu, Yang & Cueva 2025, their
 * code): 115 for 1000 updates, 116 for 3000. Update 0 is the untrained network, the last is `updates`.
 */
export function snapshotUpdates(updates: number): number[] {
  checkInteger('snapshotUpdates', 'updates', updates);
  const all = [
    ...[0, 1, 2, 3, 4, 5, 50, 100, 150, 200],
    ...linspace(25, 150, 20),
    ...linspace(0, updates, 20),
    ...linspace(200, Math.min(700, updates), 40),
    ...linspace(700, Math.min(1500, updates), 30),
  ].map(Math.round);
  return [...new Set(all)].filter((update) => update <= updates).sort((a, b) => a - b);
}
