import { createRng, type Floats } from '@lrsim/core';
import { type Kernel, kernels, referenceKernel } from '@lrsim/rnn';
import { describeWithReference } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { errorOf, type GoldenCase, goldenCases, goldenFolder } from '../test/golden-cases.js';
import { bptt } from './adjoint/bptt.js';
import { eprop } from './adjoint/eprop.js';
import { epropRandom } from './adjoint/eprop-random.js';
import { bpttFa, bpttFaRec } from './adjoint/feedback-alignment.js';
import { hop1, mdglType, mdglW } from './adjoint/mdgl.js';
import { modpropType, modpropW } from './adjoint/modprop.js';
import { tbpttChunk, tbpttHdetach, tbpttWindow } from './adjoint/truncated-bptt.js';
import type { LeakyRule } from './types.js';

const fixed = (rule: LeakyRule) => () => rule;

/** The adjoint family among the golden rules; a number at the end of a golden's name is the rule's parameter. */
const family: Readonly<Record<string, (steps: number) => LeakyRule>> = {
  bptt: fixed(bptt),
  eprop_sym: fixed(eprop),
  eprop_random: fixed(epropRandom),
  bptt_fa: fixed(bpttFa),
  bptt_fa_rec: fixed(bpttFaRec),
  tbptt_chunk: tbpttChunk,
  tbptt_window: tbpttWindow,
  tbptt_hdetach: tbpttHdetach,
  hop: fixed(hop1),
  mdgl_W: fixed(mdglW),
  mdgl_type: fixed(mdglType),
  modprop_paper_W: fixed(modpropW('paper')),
  modprop_paper_type: fixed(modpropType('paper')),
  modprop_code_W: fixed(modpropW('code')),
  modprop_code_type: fixed(modpropType('code')),
};

const memberNamed = (name: string): LeakyRule | undefined => {
  const [, stem, digits] = /^(.*?)(\d*)$/.exec(name) as RegExpExecArray;
  return family[stem]?.(Number(digits));
};

/** What the goldens fix where a network would draw: [nUnits, nOut] feedback is B', a network's is [nOut, nUnits]. */
function stateOf({ array, nUnits, nOut }: GoldenCase) {
  const B = array('feedback_B');
  const transposed = Float64Array.from(B, (_, k) => B[(k % nUnits) * nOut + Math.floor(k / nUnits)]);
  return {
    readoutFeedback: { data: transposed, shape: [nOut, nUnits] },
    recurrentFeedback: { data: array('feedback_R'), shape: [nUnits, nUnits] },
    typeOfUnit: { data: array('types'), shape: [nUnits] },
  };
}

/** The float32 kernels this machine can run. */
const started = await Promise.all(Object.values(kernels).map(({ start }) => start()));
const float32 = started.filter((kernel) => kernel?.precision === 'float32') as Kernel<Float32Array>[];

describeWithReference('gradients of small networks, rule by rule', [goldenFolder], () => {
  describe.each(goldenCases().map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
    const run = <F extends Floats>(rule: LeakyRule, kernel: Kernel<F>) =>
      rule.gradient(
        golden.network(kernel),
        golden.params(kernel),
        golden.batch,
        golden.loss,
        stateOf(golden),
        createRng(1),
      );
    const members = Object.keys(golden.gradients).flatMap((name) => {
      const rule = memberNamed(name);
      return rule ? [[name, rule] as const] : [];
    });

    // Sums in another order than the reference's: a few times 1e-16 of the largest term, over some hundred terms.
    it.each(members)('%s is the golden to 1e-13 of its norm', (name, rule) => {
      const { loss, rollout, gradients } = run(rule, referenceKernel);
      expect(Math.abs(loss.value - golden.lossValue)).toBeLessThan(1e-13 * Math.max(1, golden.lossValue));
      rollout.rates.forEach((h, k) => {
        expect(Math.abs(h - golden.rates[k])).toBeLessThan(1e-13);
      });
      rollout.outputs.forEach((y, k) => {
        expect(Math.abs(y - golden.outputs[k])).toBeLessThan(1e-13);
      });
      expect(errorOf(gradients, golden.gradients[name])).toBeLessThan(1e-13);
    });

    it.each(float32.flatMap((kernel) => members.map((member) => [kernel.name, kernel, ...member] as const)))(
      'on the kernel %s to 1e-4 of its norm: %$',
      (_name, kernel, name, rule) => {
        expect(errorOf(run(rule, kernel).gradients, golden.gradients[name])).toBeLessThan(1e-4);
      },
    );
  });
});
