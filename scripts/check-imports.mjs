// Checks what the compiler does not: that imports between packages point down the house only, that the lower packages
// stay free of TensorFlow, that every imported package is declared, and that no file outgrows a reader.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { levelOf, shortNameOf, WITHOUT_TFJS, workspacePackages } from './packages.mjs';

const LONGEST_FILE = 300;
const AIMED_LENGTH = 200;
const SOURCE = /\.(ts|mts|cts|js|mjs|cjs)$/;

/** Every source file below `folder`, without what is installed, built or hidden. */
function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

/** The specifiers a file imports, re-exports or requires; types count too, since they end up in the published types. */
function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return [...new Set(importedFiles.map(({ fileName }) => fileName))];
}

/** `@scope/name/sub` is the package `@scope/name`. */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const isRelative = (specifier) => specifier.startsWith('.');
const isTest = (path) => /\.test\.ts$/.test(path) || path.split(sep).includes('test');

/** The source file behind a relative import, undefined where there is none (a file that only the build makes). */
function resolveRelative(from, specifier) {
  const path = resolve(dirname(from), specifier);
  const candidates = [path.replace(/\.js$/, '.ts'), path.replace(/\.mjs$/, '.mts'), path];
  return candidates.find((candidate) => SOURCE.test(candidate) && existsSync(candidate));
}

/** The source file behind `@lrsim/name` or `@lrsim/name/sub`. */
function resolvePackage(packages, specifier) {
  const target = packages.find(({ name }) => name === shortNameOf(specifier));
  const subPath = specifier.split('/').slice(2).join('/');
  if (!target) return undefined;
  const candidates = subPath === '' ? ['index.ts'] : [`${subPath}.ts`, `${subPath}/index.ts`];
  return candidates.map((file) => join(target.folder, 'src', file)).find((file) => existsSync(file));
}

/** The chain of imports from `entry` to a package of TensorFlow, undefined where there is none. */
function chainToTensorFlow(packages, entry) {
  const visited = new Set();
  const walk = (file) => {
    if (visited.has(file)) return undefined;
    visited.add(file);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('@tensorflow/')) return [file, specifier];
      const next = isRelative(specifier) ? resolveRelative(file, specifier) : resolvePackage(packages, specifier);
      const chain = next && walk(next);
      if (chain) return [file, ...chain];
    }
    return undefined;
  };
  return existsSync(entry) ? walk(entry) : undefined;
}

/** The declared dependencies between packages: each must point down the house. */
function checkDeclarations({ name, manifest }) {
  if (levelOf(name) < 0) return [`packages/${name} has no place in LEVELS of scripts/packages.mjs; give it one`];
  const fields = ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'];
  return fields.flatMap((field) =>
    Object.keys(manifest[field] ?? {})
      .map(shortNameOf)
      .filter((target) => target !== undefined && target !== 'test-support' && levelOf(target) >= levelOf(name))
      .map(
        (target) =>
          `packages/${name}/package.json: ${field} has @lrsim/${target}, which is not below @lrsim/${name}; imports point down only`,
      ),
  );
}

/** The imports of one file of a package. */
function checkFile(root, packages, { name, folder, manifest }, file) {
  const shown = relative(root, file);
  const test = isTest(relative(folder, file));
  const runtime = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  const declared = test ? { ...runtime, ...manifest.devDependencies, [manifest.name]: '' } : runtime;
  return importsOf(file).flatMap((specifier) => {
    if (isRelative(specifier)) {
      const leaves = relative(folder, resolve(dirname(file), specifier)).startsWith('..');
      return leaves ? [`${shown}: '${specifier}' leaves the package; import @lrsim/... by name`] : [];
    }
    if (isBuiltin(specifier)) return [];
    const target = shortNameOf(specifier);
    if (target !== undefined && target !== 'test-support' && target !== name && levelOf(target) >= levelOf(name))
      return [`${shown}: '${specifier}' is not below @lrsim/${name}; imports point down only`];
    if (!Object.hasOwn(declared, packageOf(specifier))) {
      const fields = `dependencies or peerDependencies${test ? ' or devDependencies' : ''}`;
      return [`${shown}: '${specifier}' is not among the ${fields} of packages/${name}/package.json`];
    }
    const entry = `./${specifier.split('/').slice(2).join('/')}`;
    const exported = packages.find((candidate) => candidate.name === target)?.manifest.exports;
    if (exported && entry !== './' && !Object.hasOwn(exported, entry))
      return [`${shown}: '${specifier}' is not among the exports of @lrsim/${target}`];
    return [];
  });
}

/** Files that are too long to be one idea: `problems` past the hard stop, `warnings` past the aim. */
function checkLengths(root) {
  const folders = ['packages', 'tooling', 'scripts', 'consumers', 'examples', 'bench'];
  const lengths = folders
    .flatMap((folder) => sourceFiles(join(root, folder)))
    .map((file) => ({ file: relative(root, file), lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }));
  const say = (limit) => (entry) => `${entry.file} has ${entry.lines} lines; ${limit}`;
  return {
    problems: lengths.filter(({ lines }) => lines > LONGEST_FILE).map(say(`at most ${LONGEST_FILE}, split it`)),
    warnings: lengths
      .filter(({ lines }) => lines > AIMED_LENGTH && lines <= LONGEST_FILE)
      .map(say(`the aim is ${AIMED_LENGTH}`)),
  };
}

/** Everything that is wrong in the workspace at `root`, and what is only worth a look. */
export function checkImports(root) {
  const packages = workspacePackages(root);
  const { problems: tooLong, warnings } = checkLengths(root);
  const problems = packages.flatMap((member) => [
    ...checkDeclarations(member),
    ...['src', 'test', 'bin']
      .flatMap((folder) => sourceFiles(join(member.folder, folder)))
      .flatMap((file) => checkFile(root, packages, member, file)),
  ]);
  for (const { name, folder } of packages.filter((member) => WITHOUT_TFJS.includes(member.name))) {
    const chain = chainToTensorFlow(packages, join(folder, 'src', 'index.ts'));
    const shown = chain?.map((step) => (step.startsWith('@') ? step : relative(root, step))).join(' -> ');
    if (chain) problems.push(`the main entry of @lrsim/${name} imports TensorFlow: ${shown}`);
  }
  return { problems: [...problems, ...tooLong], warnings, packageCount: packages.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems, warnings, packageCount } = checkImports(fileURLToPath(new URL('..', import.meta.url)));
  for (const warning of warnings) console.warn(`warning: ${warning}`);
  for (const problem of problems) console.error(`error: ${problem}`);
  if (problems.length > 0) process.exit(1);
  console.log(`Imports of ${packageCount} packages point down only; the lower ones are free of TensorFlow.`);
}
