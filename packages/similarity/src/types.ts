import type { MatrixInput, Metric } from '@lrsim/core';

/** What is known of a measure beside its name: see `Metric`. Symmetric unless it says otherwise. */
export type MeasureFacts = Pick<Metric, 'range' | 'higherIsCloser' | 'invariance' | 'isMetric' | 'source'> &
  Partial<Pick<Metric, 'symmetric'>>;

/** A value of new samples under an alignment learnt from others. */
export interface Fitted {
  /** The measure between new samples of the same units, aligned as the training samples were. */
  score(x: MatrixInput, y: MatrixInput): number;
}

/**
 * How a measure is computed, in the parts that comparisons of many representations and of held-out samples reuse.
 * P is what is kept of one representation, O the options.
 */
export interface MeasureDefinition<P, O> extends MeasureFacts {
  readonly name: string;
  /**
   * Reads, checks and transforms one representation: all work that depends on it alone.
   *
   * @param where - the measure, for messages.
   * @param argument - the argument's name, for messages.
   * @param lasting - false where the input does not change for as long as what is returned is used, which may then refer to its
   *   memory.
   */
  prepare(input: MatrixInput, options: Partial<O>, where: string, argument: string, lasting: boolean): P;
  /** The value between two prepared representations. Checks what concerns both, such as equal numbers of samples. */
  compare(x: P, y: P, options: Partial<O>): number;
  /**
   * Learns the alignment of two prepared representations. Without it, held-out samples are compared by themselves: right for
   * a measure that learns nothing, such as CKA.
   */
  fit?(x: P, y: P, options: Partial<O>): Fitted;
}

/** A metric whose parts can be used apart: prepare each representation once, compare many, fit on some samples and score others. */
export interface Measure<O = never, P = unknown> extends Metric<O> {
  /**
   * All work that depends on one representation alone.
   *
   * @param argument - its name in messages. Default 'x'.
   * @param lasting - false where the input does not change for as long as what is returned is used, which may then refer to its
   *   memory. Default true.
   */
  prepare(input: MatrixInput, options?: O, argument?: string, lasting?: boolean): P;
  /** The value between two prepared representations. */
  compare(x: P, y: P, options?: O): number;
  /** Learns the alignment from these samples; `score` of the result values others. */
  fit(x: MatrixInput, y: MatrixInput, options?: O): Fitted;
  /** Whether `fit` learns something; otherwise it compares held-out samples by themselves. */
  readonly learns: boolean;
}

/** Measures under the names of other libraries, 'library/name', with their conventions; options under their names there. */
export type CompatibleMeasures = Readonly<Record<string, (x: MatrixInput, y: MatrixInput, options?: never) => number>>;
