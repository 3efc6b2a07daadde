import { lookUp } from '@lrsim/core';
import { bptt } from './adjoint/bptt.js';
import { eprop } from './adjoint/eprop.js';
import { epropAdaptive } from './adjoint/eprop-adaptive.js';
import { epropRandom } from './adjoint/eprop-random.js';
import { bpttFa, bpttFaRec } from './adjoint/feedback-alignment.js';
import { hop1, mdglType, mdglW } from './adjoint/mdgl.js';
import { modpropType, modpropW } from './adjoint/modprop.js';
import { tbpttChunk, tbpttHdetach, tbpttWindow } from './adjoint/truncated-bptt.js';
import { epropOnline, rflo } from './forward/eprop-online.js';
import { kernl } from './forward/kernl.js';
import { kernlFixed } from './forward/kernl-fixed.js';
import { kfRtrl } from './forward/kf-rtrl.js';
import { rkfRtrl } from './forward/rkf-rtrl.js';
import { rtrl, rtrlFa } from './forward/rtrl.js';
import { snap } from './forward/snap.js';
import { uoro } from './forward/uoro.js';
import { esAntithetic, esRanked } from './perturbation/evolution-strategies.js';
import { miconi, miconiTrace } from './perturbation/miconi.js';
import { nodePert } from './perturbation/node-pert.js';
import { nodePertRate } from './perturbation/node-pert-rate.js';
import { reinforce } from './perturbation/reinforce.js';
import { weightPert } from './perturbation/weight-pert.js';
import type { LeakyRule } from './types.js';

/** All learning rules for leaky networks, in the order of the README's table. */
const members: readonly LeakyRule[] = [
  bptt,
  tbpttChunk(10),
  tbpttWindow(10),
  tbpttHdetach(10),
  eprop,
  epropRandom,
  epropAdaptive(),
  bpttFa,
  bpttFaRec,
  mdglW,
  mdglType,
  hop1,
  modpropW('paper'),
  modpropType('paper'),
  modpropW('code'),
  modpropType('code'),
  rtrl,
  rtrlFa,
  snap(1),
  snap(2),
  epropOnline,
  rflo,
  kernlFixed,
  kernl(),
  uoro,
  kfRtrl,
  rkfRtrl,
  nodePert(),
  nodePertRate(),
  weightPert(),
  esAntithetic(),
  esRanked(),
  reinforce(),
  miconi(),
  miconiTrace(),
];

/** All learning rules by name. A new one is a definition in a file of its own and a place in the list above. */
export const rules: Readonly<Record<string, LeakyRule>> = Object.fromEntries(members.map((rule) => [rule.name, rule]));

/** Other names people use. */
const aliases: Readonly<Record<string, LeakyRule>> = { eprop, modprop: modpropType('code') };

/** Rules whose name ends in a number of steps of one's choice. */
const withSteps: Readonly<Record<string, (steps: number) => LeakyRule>> = {
  tbptt_chunk: tbpttChunk,
  tbptt_window: tbpttWindow,
  tbptt_hdetach: tbpttHdetach,
  snap,
};

/**
 * The rule of that name, of a short name ('eprop', 'modprop'), or of a name with another number of steps ('tbptt_chunk25'); an
 * unknown one throws with the nearest known name.
 */
export function ruleNamed(name: string): LeakyRule {
  const [, family, steps] = /^(.*?)(\d+)$/.exec(name) ?? [];
  if (family !== undefined && Object.hasOwn(withSteps, family)) return withSteps[family](Number(steps));
  return lookUp('learning rule', { ...rules, ...aliases }, name);
}
