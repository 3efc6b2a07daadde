import { ArgumentError, lookUp } from '@lrsim/core';
import { activations, kernels } from '@lrsim/rnn';
import { ruleNamed } from '@lrsim/rules';
import { metrics } from '@lrsim/similarity';
import { tasks } from '@lrsim/tasks';
import { z } from 'zod';

/** A name that `find` finds; an unknown one is reported with its message, which has the nearest known name. */
const nameFor = (find: (name: string) => unknown) =>
  z.string().superRefine((name, context) => {
    try {
      find(name);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

/** A string that is a name in a table. */
const nameIn = (kind: string, table: Readonly<Record<string, unknown>>) => nameFor((name) => lookUp(kind, table, name));

const fraction = z.number().min(0).max(1);
const unique = <T>(values: readonly T[]) => new Set(values).size === values.length;

const schema = z.strictObject({
  /** 'simulated', or the path of a recording: see `openRecording` of @lrsim/datasets. */
  recording: z.string().min(1).default('simulated'),
  /** Name of a task of @lrsim/tasks. */
  task: nameIn('task', tasks).default('centre-out-reach'),
  /** Learning rules compared, names of @lrsim/rules. */
  rules: z.array(nameFor(ruleNamed)).min(1).refine(unique, 'a rule is named twice').default(['bptt', 'eprop']),
  /** One network per rule and seed; both rules start from the same weights and see the same trials. */
  seeds: z.array(z.int().min(0)).min(1).refine(unique, 'a seed is named twice').default([1, 2]),
  /** Updates of the weights. */
  updates: z.int().min(1).default(1000),
  /** Trials of a batch. */
  trials: z.int().min(1).default(100),
  learningRate: z.number().positive().default(1e-3),
  units: z.int().min(2).default(200),
  /** Gain of the initial recurrent weights: gain 1 is an element SD of 1.5 / sqrt(units). */
  gain: z.number().min(0).default(1),
  activation: nameIn('activation', activations).default('retanh'),
  /** What the leak acts on. */
  leak: z.enum(['pre-activation', 'rate']).default('pre-activation'),
  /** Leak dt / tau. */
  alpha: z.number().positive().max(1).default(0.1),
  /** kappa of a leaky readout. */
  readoutLeak: z.number().min(0).lt(1).default(0),
  /** SD of the noise on the rates while training; analysis is always without. */
  noise: z.number().min(0).default(0),
  /** Fraction of excitatory units under Dale's law; absent: no such constraint. */
  excitatoryFraction: fraction.optional(),
  /** Probability of a recurrent connection; absent: all to all. */
  density: z.number().positive().max(1).optional(),
  /** Coefficient of the activity penalty at the start; it shrinks as in the paper. */
  activityPenalty: z.number().min(0).default(10),
  /** Names of @lrsim/similarity; the first is the one tables and figures show. */
  metrics: z.array(nameIn('metric', metrics)).min(1).refine(unique, 'a metric is named twice').default(['procrustes']),
  /** Accuracies at which the rules are compared. */
  accuracies: z.array(z.number()).min(1).default([0.7, 0.8, 0.9, 0.95]),
  /** Random splits of the recorded units for the noise floor. */
  noiseFloorDraws: z.int().min(2).default(100),
  /** Name of a kernel of @lrsim/rnn; 'auto' is the best one present, or what LRSIM_KERNEL says. Results name the one that ran. */
  kernel: nameIn('kernel', { auto: undefined, ...kernels }).default('auto'),
});

/** What a study is, in full: two studies with equal settings give equal numbers. */
export type StudySettings = Readonly<z.output<typeof schema>>;

/** Settings as a person writes them: everything has a default. */
export type StudySettingsInput = z.input<typeof schema>;

/**
 * Checks settings and fills in the defaults.
 *
 * @throws ArgumentError that names every setting that is wrong, what it is and what was expected.
 */
export function studySettings(input: unknown = {}): StudySettings {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ArgumentError(`the settings of the study are not right:\n${z.prettifyError(result.error)}`);
}

/** The settings as a JSON schema, for editors. */
export const settingsJsonSchema = (): unknown => z.toJSONSchema(schema, { io: 'input' });
