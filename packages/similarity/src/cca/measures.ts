import type { Measure } from '../types.js';
import { ccaDistance } from './cca-distance.js';

/** The CCA family by name. */
export const ccaMeasures = { cca: ccaDistance } as const satisfies Readonly<Record<string, Measure>>;
