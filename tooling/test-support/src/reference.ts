import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/** The folder of reference arrays: LRSIM_REFERENCE, or the folder `shared` beside the checkout. */
const root = process.env.LRSIM_REFERENCE ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../../../shared');

/** The path of a reference file or folder, whether or not it is present. */
export const referencePath = (...parts: string[]) => join(root, ...parts);

/**
 * A describe block that needs reference arrays: runs where every one of `paths` is present; elsewhere its body is not even
 * looked at, and one skipped test says what is missing.
 */
export const describeWithReference = (title: string, paths: readonly string[], body: () => void) => {
  const missing = paths.filter((path) => !existsSync(referencePath(path)));
  if (missing.length === 0) describe(title, body);
  else describe(title, () => it.skip(`skipped: reference data not present: ${missing.join(', ')}`, () => {}));
};
