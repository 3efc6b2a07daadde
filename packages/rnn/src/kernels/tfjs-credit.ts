import type { RunSize } from '@lrsim/core';
import {
  add,
  clone,
  concat,
  matMul,
  mul,
  slice,
  sub,
  type Tensor2D,
  tidy,
  tile,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Cell, CreditRoute } from '../types.js';
import { matrix, rowsAt } from './tfjs-forward.js';

/** Credit of all units and trials at one step: their own, and what they pass on where a relay makes that another. */
interface Credit {
  readonly own: Tensor2D;
  readonly passedOn: Tensor2D;
}

/** Credit at the synapses of every step, [steps * trials, nUnits] in time-major order, and at the initial state. */
export interface CellCredit {
  readonly deltas: Tensor2D;
  readonly first: Tensor2D;
}

const scaled = (factor: number | Tensor2D, credit: Tensor2D): Tensor2D => mul(factor, credit) as Tensor2D;

/**
 * The recursion of the reference kernel's backward pass, at most one product a step. A window of k steps is k recursions, kept
 * one below the other as [k * trials, nUnits]; one that reaches the first step is none.
 */
export function tfjsCredit(
  { nUnits, leak, alpha }: Cell<Float32Array>,
  { trials, steps }: RunSize,
  fromLoss: Tensor2D,
  slopes: Tensor2D,
  { recurrent, detach, window = steps }: CreditRoute,
): CellCredit {
  const leakOnRate = leak === 'rate';
  const copies = window < steps ? window : 1;
  const carrier = recurrent && matrix(recurrent.weights, nUnits, nUnits);
  const relay = recurrent?.relay;
  const copied = (rows: Tensor2D) => (copies === 1 ? rows : tile(rows, [copies, 1]));
  const slopesAt = (t: number) => copied(rowsAt(slopes, t, trials));

  /** m_t = alpha M^T rho_{t+1}; undefined where nothing crosses. */
  const acrossSynapses = (t: number, passedOn: Tensor2D): Tensor2D | undefined => {
    if (!carrier || t === steps || recurrent?.cut?.(steps - t, t)) return undefined;
    const leaving: Tensor2D = leakOnRate ? mul(passedOn, slopesAt(t + 1)) : passedOn;
    return scaled(alpha, matMul(leaving, carrier));
  };

  /** Adds what arrives from step t+1 to what the loss says at t. */
  const stepBack = (t: number, direct: Tensor2D | undefined, later: Credit): Credit => {
    if (direct && t < steps && detach?.(t)) return { own: direct, passedOn: direct };
    const plus = (a: Tensor2D | undefined, b: Tensor2D | undefined) => (a && b ? add(a, b) : (a ?? b)) as Tensor2D;
    // not (1 - alpha) x: in float32 that is off to one side at every step
    const leaked = (credit: Tensor2D) => sub(credit, scaled(alpha, credit)) as Tensor2D;
    const m = acrossSynapses(t, later.passedOn);
    const slope = recurrent?.slope ?? (leakOnRate ? 1 : slopesAt(t));
    const own = plus(plus(direct, m && scaled(slope, m)), leaked(later.own));
    if (!relay) return { own, passedOn: own };
    const relayed = plus(m && scaled(relay.slope, m), relay.leak ? leaked(later.passedOn) : undefined);
    return { own, passedOn: direct ? plus(direct, relayed) : own }; // nobody is behind h_0
  };

  const nothing: Tensor2D = zeros([copies * trials, nUnits]);
  const deltas: Tensor2D[] = [];
  let later: Credit = { own: nothing, passedOn: nothing };
  /** The recursions a step is made from: number j goes on from number j - 1, the first from nothing. */
  const shifted = (credit: Tensor2D): Tensor2D =>
    copies === 1
      ? zerosLike(credit)
      : concat([zeros([trials, nUnits]), slice(credit, [0, 0], [(copies - 1) * trials, nUnits])], 0);
  const lastCopy = (credit: Tensor2D) => (copies === 1 ? credit : rowsAt(credit, copies - 1, trials));

  for (let t = steps; t >= 1; t--) {
    const before = later;
    const [own, passedOn, delta] = tidy(() => {
      const lambda = copied(rowsAt(fromLoss, t - 1, trials));
      const direct: Tensor2D = leakOnRate ? lambda : mul(slopesAt(t), lambda);
      const source = window < steps ? { own: shifted(before.own), passedOn: shifted(before.passedOn) } : before;
      const now = stepBack(t, direct, source);
      const last = lastCopy(now.own);
      return [now.own, now.passedOn, leakOnRate ? mul(last, rowsAt(slopes, t, trials)) : clone(last)] as Tensor2D[];
    });
    deltas.push(delta);
    later = { own, passedOn };
    before.own.dispose();
    before.passedOn.dispose();
  }
  return { deltas: concat(deltas.reverse(), 0), first: tidy(() => lastCopy(stepBack(0, undefined, later).own)) };
}
