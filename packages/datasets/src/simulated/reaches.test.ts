import { describe, expect, it } from 'vitest';
import { directionsDeg, directionVectors, type Vector } from './directions.js';
import { minimumJerk, minimumJerkSpeed } from './minimum-jerk.js';
import { reach, reachBehaviour } from './reaches.js';
import { arm, jointAngles } from './two-link-arm.js';

const timeMs = Float64Array.from({ length: 121 }, (_, i) => -800 + 10 * i);
const radians = (degrees: number) => (degrees * Math.PI) / 180;

describe('directions', () => {
  it('are the cosine and sine of their angles', () => {
    directionsDeg.forEach((degrees, i) => {
      expect(directionVectors[i][0]).toBeCloseTo(Math.cos(radians(degrees)), 15);
      expect(directionVectors[i][1]).toBeCloseTo(Math.sin(radians(degrees)), 15);
    });
  });
});

describe('minimumJerk', () => {
  it('goes from 0 to 1 with the speed that is its derivative', () => {
    expect([minimumJerk(-1), minimumJerk(0), minimumJerk(0.5), minimumJerk(1), minimumJerk(2)]).toEqual([
      0, 0, 0.5, 1, 1,
    ]);
    expect(minimumJerkSpeed(0.5)).toBe(1.875);
    for (const x of [0.1, 0.35, 0.8]) {
      const difference = (minimumJerk(x + 1e-5) - minimumJerk(x - 1e-5)) / 2e-5;
      expect(minimumJerkSpeed(x)).toBeCloseTo(difference, 7); // a central difference is right to the square of its step
    }
  });
});

describe('jointAngles', () => {
  const path: Vector[] = Array.from({ length: 60 }, (_, i) => [0.06 * Math.sin(i / 20), 0.2 + 0.05 * Math.cos(i / 15)]);
  const { shoulder, elbow } = jointAngles(path);

  it('are the angles of the textbook inverse kinematics', () => {
    const absolute = path.map(([right, y]) => {
      const x = -right; // a left arm: the mirror image of a right one
      const bend = Math.acos((x * x + y * y - arm.upperArm ** 2 - arm.forearm ** 2) / (2 * arm.upperArm * arm.forearm));
      const inner = Math.atan2(arm.forearm * Math.sin(bend), arm.upperArm + arm.forearm * Math.cos(bend));
      return { shoulder: Math.atan2(y, x) - inner, elbow: bend };
    });
    path.forEach((_, i) => {
      expect(shoulder[i]).toBeCloseTo(absolute[i].shoulder - absolute[0].shoulder, 13); // 60 rounded sums
      expect(elbow[i]).toBeCloseTo(absolute[i].elbow - absolute[0].elbow, 13);
    });
  });

  it('flex the elbow when the hand comes nearer', () => {
    const nearer = jointAngles([
      [0, 0.22],
      [0, 0.215],
      [0, 0.21],
    ]);
    expect(nearer.elbow[2]).toBeGreaterThan(0);
  });
});

describe('reachBehaviour', () => {
  const behaviour = reachBehaviour(timeMs);

  it('starts at 0 and has the largest absolute value 1, like the published recording', () => {
    for (const { data, shape } of Object.values(behaviour)) {
      expect(shape).toEqual([8, 121]);
      for (let c = 0; c < 8; c++) for (let t = 0; t <= 80; t++) expect(data[c * 121 + t]).toBe(0);
      expect(data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(1);
    }
  });

  it('moves the hand straight in the eight directions, and back to rest', () => {
    directionVectors.forEach(([x, y], c) => {
      for (const t of [90, 100, 120]) {
        const progress = minimumJerk(timeMs[t] / reach.durationMs);
        expect(behaviour.handX.data[c * 121 + t]).toBeCloseTo(x * progress, 14);
        expect(behaviour.handY.data[c * 121 + t]).toBeCloseTo(y * progress, 14);
      }
      expect(behaviour.handSpeedX.data[c * 121 + 120]).toBe(0);
      expect(behaviour.handSpeedX.data[c * 121 + 100]).toBeCloseTo(x, 14); // fastest half-way
    });
  });
});
