// The packages of this workspace, lowest first: what may import what, and the order to build, pack and list them in.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The house from the ground up. A package may import those of earlier lines only; neighbours do not know each other. */
export const LEVELS = [
  ['core'],
  ['linalg'],
  ['similarity', 'analysis'],
  ['tasks'],
  ['datasets'],
  ['rnn'],
  ['rules'],
  ['experiments'],
];

/** Packages whose main entry must never bring TensorFlow along. */
export const WITHOUT_TFJS = ['core', 'linalg', 'similarity', 'analysis', 'tasks', 'datasets'];

/** Height of a package in the house, -1 for one that has no place in it. */
export const levelOf = (shortName) => LEVELS.findIndex((level) => level.includes(shortName));

/** `@lrsim/rnn` and `@lrsim/rnn/sub` are 'rnn'; undefined for a name of another scope. */
export const shortNameOf = (specifier) => /^@lrsim\/([^/]+)/.exec(specifier)?.[1];

/** Every package under `packages/`, lowest first. */
export function workspacePackages(root) {
  const parent = join(root, 'packages');
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, 'package.json')))
    .map((name) => {
      const folder = join(parent, name);
      return { name, folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) };
    })
    .sort((a, b) => levelOf(a.name) - levelOf(b.name) || a.name.localeCompare(b.name));
}
