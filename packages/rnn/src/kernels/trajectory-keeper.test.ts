import { describe, expect, it } from 'vitest';
import { type PassSettings, randomPass } from '../../test/random-pass.js';
import { startWasmKernel } from './wasm-kernel.js';

const kernel = await startWasmKernel({ heap: 'own' });
const settings: PassSettings = {
  ...{ activation: 'retanh', nIn: 3, nUnits: 7, nOut: 2, trials: 4, steps: 9, leak: 'pre-activation', alpha: 0.2 },
  ...{
    noise: 'both',
    dRates: 'both',
    recurrent: 'own',
    relay: 'none',
    cuts: 0,
    detached: 0,
    window: 0,
    readout: false,
  },
  seed: 1,
};
const passOf = (seed: number, record: 'rollout' | 'gradient' = 'gradient', steps = settings.steps) => {
  const one = randomPass(kernel, { ...settings, seed, steps });
  return { ...one, pass: kernel.forward(one.cell, one.inputs, one.size, one.noise, record) };
};

describe('what a kernel has handed out stays as it was, whatever runs after it', () => {
  it('a backward pass that comes after other runs', () => {
    const straight = passOf(1);
    const expected = straight.pass.backward(straight.sensitivity, straight.route);
    const [first, second, third] = [passOf(1), passOf(2), passOf(3, 'gradient', 20)];
    third.pass.backward(third.sensitivity, third.route);
    const back = [second, first, second].map(({ pass, sensitivity, route }) => pass.backward(sensitivity, route));
    expect(back[1]).toEqual(expected);
    expect(back[2]).toEqual(back[0]);
  });

  it('rates and slopes that are asked for after the backward pass and another run', () => {
    const straight = passOf(1);
    const [rates, slopes] = [straight.pass.rollout.rates, straight.pass.slopes()];
    const late = passOf(1);
    late.pass.backward(late.sensitivity, late.route);
    passOf(2);
    expect(late.pass.rollout.rates).toEqual(rates);
    passOf(3);
    expect(late.pass.slopes()).toEqual(slopes);
  });

  it('rates of a run that was only for its rollout, even if its inputs were overwritten since', () => {
    const { rates } = passOf(1, 'rollout').pass.rollout;
    const late = passOf(1, 'rollout');
    late.inputs.fill(0);
    passOf(2, 'rollout');
    expect(late.pass.rollout.rates).toEqual(rates);
  });

  it('outputs that were written to change nothing', () => {
    const { rates } = passOf(1).pass.rollout;
    const late = passOf(1);
    late.pass.backward(late.sensitivity, late.route);
    late.pass.rollout.outputs.fill(7);
    passOf(2);
    expect(late.pass.rollout.rates).toEqual(rates);
  });
});

it('a finished run whose inputs were overwritten says so rather than giving other rates', () => {
  const { pass, sensitivity, route, inputs } = passOf(1);
  pass.backward(sensitivity, route);
  passOf(2);
  inputs.fill(0);
  expect(() => pass.rollout.rates).toThrow(/were changed since/);
});

it('slopes and gradients of a run that was only for its rollout are refused', () => {
  const { pass, sensitivity, route } = passOf(1, 'rollout');
  expect(() => pass.slopes()).toThrow(/record 'gradient'/);
  expect(() => pass.backward(sensitivity, route)).toThrow(/record 'gradient'/);
});
