import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from '../check-outputs.js';
import { choiceAt } from '../definition/index.js';

/** One point of a curve over evidence. */
export interface CurvePoint {
  readonly evidence: number;
  readonly trials: number;
  /** Fraction of choices (psychometric) or mean time (ms; chronometric). */
  readonly value: number;
  readonly standardError: number;
}

/** Signed evidence of a trial, such as coherence with the sign of its side. */
type EvidenceOf = (variables: Readonly<Record<string, number | string>>) => number;

/**
 * The psychometric curve: how often a class is chosen, at the last step of a period, for each value of the evidence. Trials with a choice
 * that is neither this nor the other class named do not count.
 *
 * @param outputs - [trials, steps, nOut].
 * @param evidenceOf - signed evidence for the class.
 * @param choices - the class counted, and the other one.
 * @throws ArgumentError for outputs of another shape, or a trial without that period.
 */
export function psychometricCurve(
  outputs: ArrayLike<number>,
  batch: TrialBatch,
  evidenceOf: EvidenceOf,
  choices: readonly [counted: number, other: number],
  period = 'decision',
): CurvePoint[] {
  checkOutputs('psychometricCurve', outputs, batch, 'classification');
  return curve('psychometricCurve', batch, evidenceOf, (trial) => {
    const end = spanOf('psychometricCurve', batch, trial, period)[1];
    const choice = choiceAt(outputs, trial * batch.steps + end - 1, batch.nOut);
    return choices.includes(choice) ? Number(choice === choices[0]) : undefined;
  });
}

/**
 * The chronometric curve: the mean time (ms) from the start of a period to the first choice other than class 0, for each value of the
 * evidence. Trials without one do not count.
 */
export function chronometricCurve(
  outputs: ArrayLike<number>,
  batch: TrialBatch,
  evidenceOf: EvidenceOf,
  period = 'stimulus',
): CurvePoint[] {
  checkOutputs('chronometricCurve', outputs, batch, 'classification');
  const { steps, nOut, dtMs } = batch;
  return curve('chronometricCurve', batch, evidenceOf, (trial) => {
    const [start] = spanOf('chronometricCurve', batch, trial, period);
    const end = Object.values(batch.info[trial].periods).reduce((last, span) => Math.max(last, span[1]), 0);
    for (let step = start; step < end; step++)
      if (choiceAt(outputs, trial * steps + step, nOut) !== 0) return (step - start) * dtMs;
    return undefined;
  });
}

function spanOf(where: string, { info }: TrialBatch, trial: number, period: string): readonly [number, number] {
  const span = info[trial].periods[period];
  if (!span || span[1] <= span[0])
    throw new ArgumentError(
      `${where}: trial ${trial} has no step in '${period}'; expected one of ${Object.keys(info[trial].periods).join(', ')}`,
    );
  return span;
}

function curve(
  where: string,
  { info }: TrialBatch,
  evidenceOf: EvidenceOf,
  measured: (trial: number) => number | undefined,
): CurvePoint[] {
  const groups = new Map<number, number[]>();
  info.forEach(({ variables }, trial) => {
    const [evidence, value] = [evidenceOf(variables), measured(trial)];
    if (!Number.isFinite(evidence))
      throw new ArgumentError(`${where}: evidenceOf gives ${evidence} for trial ${trial}; expected a finite number`);
    if (value !== undefined) groups.set(evidence, [...(groups.get(evidence) ?? []), value]);
  });
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([evidence, values]) => {
      const n = values.length;
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return { evidence, trials: n, value: mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN };
    });
}
