import { expect, it } from 'vitest';
import { naturalLog } from './natural-log.js';

it('naturalLog(x) agrees with Math.log to 2 units in the last place', () => {
  for (const x of [1e-300, 1e-16, 0.1, 0.5, Math.SQRT1_2, 0.9999999, 1, 1.0000001, 1.5, 2, Math.PI, 1e10, 1e300])
    expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(Math.max(4.5e-16 * Math.abs(Math.log(x)), 1e-22));
});
