import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { studyFigures } from './figures.js';
import { progressDisplay } from './progress-display.js';
import { resultsTable } from './results-table.js';
import { type StudySettingsInput, settingsJsonSchema, studySettings } from './settings.js';
import { runStudy } from './study.js';
import { studyFolder } from './study-folder.js';
import { versions } from './versions.js';
import { writeFileAtomically } from './write-file.js';

/** Exit code of a study stopped by Ctrl-C, as shells have it. */
const INTERRUPTED = 130;

const number = (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('expected a number');
  return value;
};
const numbers = (text: string) => text.split(',').map(number);
const names = (text: string) => text.split(',').map((name) => name.trim());

/** Flags that are settings, by the name of the setting. */
const settingFlags = [
  ['recording', '--recording <path>', "'simulated', or the path of a recording (folder or .npz)", String],
  ['task', '--task <name>', 'task of @lrsim/tasks', String],
  ['rules', '--rules <names>', 'learning rules, separated by commas', names],
  ['seeds', '--seeds <numbers>', 'seeds, separated by commas', numbers],
  ['updates', '--updates <number>', 'updates of the weights', number],
  ['trials', '--trials <number>', 'trials of a batch', number],
  ['learningRate', '--learning-rate <number>', 'learning rate of Adam', number],
  ['units', '--units <number>', 'recurrent units', number],
  ['gain', '--gain <number>', 'gain of the initial recurrent weights', number],
  ['leak', '--leak <name>', "'pre-activation' or 'rate'", String],
  ['readoutLeak', '--readout-leak <number>', 'kappa of a leaky readout', number],
  ['noise', '--noise <number>', 'SD of the noise on the rates', number],
  ['activation', '--activation <name>', 'nonlinearity', String],
  ['excitatoryFraction', '--excitatory-fraction <number>', "Dale's law with this fraction of excitatory units", number],
  ['density', '--density <number>', 'probability of a recurrent connection', number],
  ['metrics', '--metrics <names>', 'metrics of @lrsim/similarity, separated by commas', names],
  ['accuracies', '--accuracies <numbers>', 'accuracies at which rules are compared', numbers],
  ['noiseFloorDraws', '--noise-floor-draws <number>', 'splits of the recorded units', number],
  ['kernel', '--kernel <name>', "'auto' (the best one present), 'blas', 'wasm', 'tfjs' or 'reference'", String],
] as const;

type RunFlags = StudySettingsInput & { out?: string; jobs?: number; fresh?: boolean };

/** Runs the command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('lrsim')
    .description('Train recurrent networks with several learning rules and compare them with neural recordings.')
    .version(versions().lrsim);
  const run = program
    .command('run', { isDefault: true })
    .description('Carry out a study, or go on with one that was stopped.')
    .argument('[settings...]', 'JSON files of settings; a later one overrides an earlier one, flags override all')
    .option('--out <folder>', 'folder for checkpoints, results and figures (default: one per study in lrsim-results)')
    .option('--jobs <number>', 'runs side by side (default: one per core)', number)
    .option('--fresh', 'discard what the folder holds of an earlier study');
  for (const [, flags, description, parse] of settingFlags)
    run.option(flags, description, parse as (text: string) => unknown);
  run.action(async (files: string[], flags: RunFlags) => {
    exitCode = await runCommand(files, flags);
  });
  program
    .command('schema')
    .description('Print the JSON schema of the settings file.')
    .action(() => console.log(JSON.stringify(settingsJsonSchema(), null, 2)));
  await program.parseAsync(argv, { from: 'user' });
  return exitCode;
}

async function runCommand(files: readonly string[], flags: RunFlags): Promise<number> {
  const given = Object.fromEntries(
    settingFlags
      .map(([name]) => [name, (flags as Record<string, unknown>)[name]])
      .filter(([, value]) => value !== undefined),
  );
  const fromFiles = await Promise.all(files.map(readSettings));
  const settings = studySettings(Object.assign({}, ...fromFiles, given));
  const { jobs, fresh, out = studyFolder(settings) } = flags;
  if (fresh) await rm(join(out, 'runs'), { recursive: true, force: true });

  const display = progressDisplay(process.stderr, settings.rules.length * settings.seeds.length);
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED); // asked twice: at once, from the last checkpoint
    process.stderr.write('\nstopping after the current update (again to stop at once) ...\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const results = await runStudy(settings, {
      folder: out,
      jobs,
      onProgress: display.update,
      signal: controller.signal,
    });
    display.end();
    if (!results) {
      process.stderr.write(`stopped; the same command goes on from the checkpoints in ${out}\n`);
      return INTERRUPTED;
    }
    for (const [name, svg] of Object.entries(await studyFigures(results)))
      await writeFileAtomically(join(out, name), svg);
    console.log(`${resultsTable(results)}\n\nresults.json, loss.svg and distance-accuracy.svg are in ${out}`);
    return 0;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `the settings file ${file} could not be read: ${error.code === 'ENOENT' ? 'there is none' : error.message}`,
    );
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the settings file ${file} is no JSON: ${(error as Error).message}`);
  }
}
