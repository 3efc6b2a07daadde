import { fileProblem } from '../formats/file-problem.js';
import { readMatlab } from '../formats/read-matlab.js';
import type { MatlabValue, NumericArray } from '../types.js';

/** One unit's trials, as its file holds them. */
export interface ManteUnit {
  readonly name: string;
  /** Spike counts, [trials, samples]. */
  readonly counts: NumericArray;
  /** Time of each sample after the onset of the dots (s). */
  readonly time: ArrayLike<number>;
  /** Per trial: motion coherence, positive towards the unit's preferred target. */
  readonly motion: ArrayLike<number>;
  /** Per trial: colour coherence, positive where it speaks for the preferred target. */
  readonly colour: ArrayLike<number>;
  /** Per trial: 1 attend motion, -1 attend colour. */
  readonly context: ArrayLike<number>;
  /** Per trial: 1 or 0. */
  readonly correct: ArrayLike<number>;
}

const FILE_NAME = /^(.*?)(_Vstim_\w+)?\.mat$/i;

/** The unit a file is about: its name without the part that all files share. */
export const manteUnitName = (file: string): string => FILE_NAME.exec(file)?.[1] ?? file;

/** Reads a unit of Mante et al. 2013 from the bytes of its .mat file. */
export function readManteUnit(bytes: Uint8Array, file: string): ManteUnit {
  const where = `mante2013: ${file}`;
  const unit = readMatlab(bytes, file).unit;
  if (unit?.kind !== 'struct' || unit.elements.length !== 1)
    fileProblem(
      where,
      "has no struct 'unit'; expected a unit file of Mante et al. 2013 (<session>_Vstim_100_850_ms.mat)",
    );
  const fields = unit.elements[0];
  const counts = numbers(where, fields.response, 'unit.response');
  const time = numbers(where, fields.time, 'unit.time').data;
  const [trials, samples] = counts.shape;
  if (counts.shape.length !== 2 || trials === 0 || samples === 0 || time.length !== samples)
    fileProblem(
      where,
      `has unit.response [${counts.shape.join(', ')}] and ${time.length} values of unit.time; expected [trials, samples] and one time per sample`,
    );
  checkTime(where, time);
  for (let i = 0; i < counts.data.length; i++)
    if (!(counts.data[i] >= 0 && counts.data[i] < Infinity))
      fileProblem(
        where,
        `has ${counts.data[i]} in unit.response, trial ${Math.floor(i / samples) + 1}; expected spike counts`,
      );

  const task = fields.task_variable;
  const variable = (name: string, allowed?: readonly number[]) => {
    const what = `unit.task_variable.${name}`;
    const { data } = numbers(where, task?.kind === 'struct' ? task.elements[0]?.[name] : undefined, what);
    if (data.length !== trials)
      fileProblem(where, `has ${data.length} values of ${what}; expected one for each of the ${trials} trials`);
    const wrong = data.findIndex((value) => !Number.isFinite(value) || allowed?.includes(value) === false);
    if (wrong >= 0)
      fileProblem(
        where,
        `has ${what} = ${data[wrong]} in trial ${wrong + 1}; expected ${allowed?.join(' or ') ?? 'a number'}`,
      );
    return data;
  };
  return {
    name: manteUnitName(file),
    counts,
    time,
    motion: variable('stim_dir'),
    colour: variable('stim_col2dir'),
    context: variable('context', [1, -1]),
    correct: variable('correct', [0, 1]),
  };
}

function numbers(where: string, value: MatlabValue | undefined, what: string): NumericArray {
  if (value?.kind === 'numeric' || value?.kind === 'logical') return value;
  return fileProblem(where, `has ${value ? `a ${value.kind}` : 'nothing'} at ${what}; expected numbers`);
}

/** Counts become rates by the duration of a sample: it must be 1 ms throughout. */
function checkTime(where: string, time: ArrayLike<number>): void {
  for (let i = 1; i < time.length; i++) {
    const stepMs = (time[i] - time[i - 1]) * 1000;
    if (!(Math.abs(stepMs - 1) < 1e-6))
      fileProblem(where, `has a step of ${stepMs} ms in unit.time after sample ${i}; expected 1 ms`);
  }
}
