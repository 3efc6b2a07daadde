import { version_core as tfjsVersion } from '@tensorflow/tfjs-core';
import manifest from '../package.json' with { type: 'json' };

/** What computed a result. */
export interface Versions {
  readonly lrsim: string;
  readonly tfjs: string;
  readonly node: string;
}

/** The versions in use. */
export const versions = (): Versions => ({ lrsim: manifest.version, tfjs: tfjsVersion, node: process.versions.node });
