/** The types that cross package borders. Structural and small: plain objects that fit are accepted everywhere. */

/** Storage of a tensor: float32 for training, float64 for the reference kernel, similarity and statistics. */
export type Floats = Float32Array | Float64Array;

// ---------------------------------------------------------------------------------------------- arrays and matrices

/** A row-major array with a shape. */
export interface NdLike {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** A row-major array lrsim produced: typed storage and a shape. */
export interface NdArray<F extends Floats = Float64Array> {
  readonly data: F;
  readonly shape: readonly number[];
}

/** What lrsim needs of a `tf.Tensor`; tfjs itself is not imported. */
export interface TensorLike {
  readonly shape: number[];
  dataSync(): ArrayLike<number>;
}

/** What lrsim needs of an ml-matrix `Matrix`. */
export interface MatrixLike {
  readonly rows: number;
  readonly columns: number;
  to1DArray(): number[];
}

/**
 * Anything that can be read as a matrix. Rank 2 is (samples, units); rank 3 is (conditions, time, units) and is
 * flattened to samples. Nested arrays, typed arrays with a shape, tf.Tensors and ml-matrix matrices all fit.
 */
export type MatrixInput =
  | readonly ArrayLike<number>[]
  | readonly (readonly ArrayLike<number>[])[]
  | NdLike
  | TensorLike
  | MatrixLike;

/** A dense row-major float64 matrix: what `MatrixInput` becomes at the border. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

// ------------------------------------------------------------------------------------------------------ randomness

/** A seeded generator that is split by name; a child depends on the parent's seed and the label, not on past draws. */
export interface Rng {
  /** Uniform on [0, 1), 53 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** An independent generator named `label`; calling it does not advance this one. */
  fork(label: string): Rng;
  /** Everything needed to continue: hand it to `restoreRng`. */
  state(): Uint32Array;
}

// ----------------------------------------------------------------------------------------------------------- tasks

/** What is known of one trial: its condition and whatever else the task drew (times in steps, stimulus values). */
export interface TrialInfo {
  /** Index of the condition, in the task's order of conditions. */
  readonly condition: number;
  /** Half-open step range [start, end) of each named period. */
  readonly periods: Readonly<Record<string, readonly [start: number, end: number]>>;
  /** Trial variables, such as `motionCoherence` or `reachDirection`. */
  readonly variables: Readonly<Record<string, number | string>>;
}

/** A batch of trials as flat row-major arrays. */
export interface TrialBatch<F extends Floats = Float32Array> {
  /** [trials, steps, nIn] */
  readonly inputs: F;
  /** Regression: [trials, steps, nOut]. Classification: class index per step, [trials, steps]. */
  readonly targets: F;
  /** Weight in the loss, same shape as targets: 0 where nothing counts, 1 elsewhere unless the task weighs its steps. */
  readonly mask: F;
  readonly trials: number;
  readonly steps: number;
  readonly nIn: number;
  readonly nOut: number;
  /** Duration of a step (ms). */
  readonly dtMs: number;
  readonly kind: 'regression' | 'classification';
  readonly info: readonly TrialInfo[];
}

/** How well outputs solve a batch. */
export interface TaskScore {
  /** 1 is perfect; what it means is the task's to say (fraction correct, or 1 minus the normalised error). */
  readonly accuracy: number;
  readonly perTrial: Float64Array;
}

/** A task: draws batches of trials and scores the outputs of a network on them. */
export interface Task {
  readonly name: string;
  readonly dtMs: number;
  readonly nIn: number;
  readonly nOut: number;
  readonly kind: 'regression' | 'classification';
  /** Draws a batch of `trials` trials; the same generator state gives the same bytes. */
  sample(rng: Rng, trials: number): TrialBatch;
  /** Scores outputs [trials, steps, nOut] on a batch. */
  score(outputs: ArrayLike<number>, batch: TrialBatch): TaskScore;
}

// ---------------------------------------------------------------------------------------- networks, losses and rules

/** The trained parameters of a network (or anything of their shape: gradients, Adam moments), by name. */
export type Params<F extends Floats = Floats> = Readonly<Record<string, NdArray<F>>>;

/** What a network did on a batch. */
export interface Rollout<F extends Floats = Floats> {
  readonly trials: number;
  readonly steps: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** Readout y_1..y_T, [trials, steps, nOut]. */
  readonly outputs: F;
  /** Firing rates h_1..h_T, [trials, steps, nUnits]; made on first use, since training does not need this layout. */
  readonly rates: F;
  /** Mean of h^2 over trials, steps and units. */
  readonly meanSquareRate: number;
  /** The kernel that computed it. */
  readonly kernel: string;
}

/** A recurrent network: an architecture with its constraints. Parameters are separate, so that they can be swapped. */
export interface Network<F extends Floats = Floats> {
  readonly cell: string;
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** Draws initial parameters. */
  init(rng: Rng): Params<F>;
  /** Runs inputs [trials, steps, nIn]; without noise by default. */
  run(params: Params<F>, inputs: ArrayLike<number>, size: RunSize, noise?: Noise): Rollout<F>;
}

/** Noise of one batch, each [trials, steps, nUnits]. */
export interface Noise {
  /** Added to the rates after the nonlinearity: recurrence and readout see it, the leak does not keep it. */
  readonly rates?: ArrayLike<number>;
  /** Added to what the nonlinearity sees; where the leak is on that state, the leak keeps it. */
  readonly preActivation?: ArrayLike<number>;
}

/** How many trials and steps a flat input array holds. */
export interface RunSize {
  readonly trials: number;
  readonly steps: number;
}

/** The value of a loss and its direct derivatives (through neither the recurrence nor the readout). */
export interface LossValue<F extends Floats = Floats> {
  readonly value: number;
  /** The parts `value` is the sum of, by name. */
  readonly terms: Readonly<Record<string, number>>;
  /** dL/dy, [trials, steps, nOut]. */
  readonly dOutputs: F;
  /** dL/dh where the loss reads the rates: an array [trials, steps, nUnits], or `factor`, short for factor * h. */
  readonly dRates?: { readonly array?: F; readonly factor?: number };
  /** Each trial's share of `value`, where the loss can tell: rules that learn from rewards alone are cheaper with it. */
  readonly perTrial?: Float64Array;
}

/** A loss of outputs and rates. */
export type Loss = <F extends Floats>(rollout: Rollout<F>, batch: TrialBatch) => LossValue<F>;

/** What a learning rule returns for one batch. */
export interface GradientResult<S, F extends Floats = Floats> {
  readonly loss: LossValue<F>;
  /** The rule's estimate of dL/d(parameter), in the parameters' own tree. */
  readonly gradients: Params<F>;
  readonly state: S;
  readonly rollout: Rollout<F>;
}

/** A learning rule: an estimator of the gradient. Its state is data, so that a run can be saved and resumed. */
export interface LearningRule<S = unknown> {
  readonly name: string;
  /** Whether every term is available at the synapse, given a learning signal broadcast to the unit. */
  readonly locality: 'local' | 'nonlocal';
  /** Whether the update at step t needs nothing from later steps (in its online form). */
  readonly causal: boolean;
  /** Whether it returns the gradient of the loss itself, an estimate whose mean is the gradient, or another direction. */
  readonly estimate: 'exact' | 'unbiased' | 'biased';
  /** Order of memory and time per trial and step beyond the forward pass: N units, T steps; such as 'T N' and 'N^2'. */
  readonly cost: { readonly memory: string; readonly time: string };
  /** Where it is defined. */
  readonly source: string;
  init<F extends Floats>(network: Network<F>, rng: Rng): S;
  /** The gradient on one batch; neither arguments nor state are changed. */
  gradient<F extends Floats>(
    network: Network<F>,
    params: Params<F>,
    batch: TrialBatch,
    loss: Loss,
    state: S,
    rng: Rng,
  ): GradientResult<S, F>;
}

/** An optimiser as a pair of pure functions; its state is data. */
export interface Optimizer<S> {
  init<F extends Floats>(params: Params<F>): S;
  update<F extends Floats>(gradients: Params<F>, state: S, params: Params<F>): [params: Params<F>, state: S];
}

// -------------------------------------------------------------------------------------------------------- similarity

/** A transformation of one representation that leaves a metric's value unchanged. */
export type Invariance =
  /** A constant added to each unit. */
  | 'translation'
  /** One factor for all units. */
  | 'isotropic-scaling'
  /** A positive factor for each unit. */
  | 'unit-scaling'
  /** The units in another order. */
  | 'permutation'
  /** An orthogonal mixing of the units, reflections included. */
  | 'rotation'
  /** Any invertible mixing of the units. */
  | 'invertible-linear';

/**
 * A measure of how close two representations are, callable, with what is known of it as data. `Metric` without its options
 * fits every metric that is called without any.
 */
export interface Metric<O = never> {
  (x: MatrixInput, y: MatrixInput, options?: O): number;
  readonly name: string;
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number];
  readonly higherIsCloser: boolean;
  readonly invariance: readonly Invariance[];
  /** Whether exchanging the arguments leaves the value; a measure that predicts one from the other is not symmetric. */
  readonly symmetric: boolean;
  /** Whether it is symmetric, zero for equivalent shapes, and obeys the triangle inequality. */
  readonly isMetric: boolean;
  /** Where it is defined. */
  readonly source: string;
}

// -------------------------------------------------------------------------------------------------------- recordings

/** Where a recording comes from. */
export interface Provenance {
  readonly licence: string;
  readonly citation: string;
  readonly source: string;
  /** True for made-up data; shown wherever the recording is shown. */
  readonly simulated: boolean;
}

/** Condition-averaged firing rates of a population. */
export interface Recording {
  readonly name: string;
  /** Firing rates (Hz), [conditions, time, units]. */
  readonly rates: NdArray<Float64Array>;
  /** Centre of each time bin relative to the event (ms). */
  readonly timeMs: Float64Array;
  /** What time 0 is, such as 'movement onset'. */
  readonly event: string;
  /** One label per unit. */
  readonly units: readonly string[];
  /** One label per condition. */
  readonly conditions: readonly string[];
  /** Trials averaged, [conditions, units]; undefined where the source does not say. */
  readonly trialCounts?: NdArray<Float64Array>;
  /** Behaviour averaged alike, each [conditions, time]. */
  readonly behaviour: Readonly<Record<string, NdArray<Float64Array>>>;
  readonly provenance: Provenance;
}
