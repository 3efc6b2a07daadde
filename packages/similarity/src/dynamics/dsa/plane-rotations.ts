import type { OperatorPair } from './operator-pair.js';

/** What climbing gains sooner than turning a plane does. */
const NEGLIGIBLE = 1e-9;
/** Angles of the first quarter at which the best rotation in a plane is first looked for, as in the other three. */
const SAMPLES = 4;
const NEWTON_STEPS = 3;
const angles = Array.from({ length: SAMPLES }, (_, k) => (Math.PI / 2) * (k / SAMPLES));
const [COS, SIN, COS2, SIN2] = [Math.cos, Math.sin, (t: number) => Math.cos(2 * t), (t: number) => Math.sin(2 * t)].map(
  (f) => Float64Array.from(angles, (angle) => f(angle)),
);

/**
 * One sweep over all coordinate planes: in each the rotation that makes <A, K> largest, exactly, since along it the value is
 * a1 cos t + b1 sin t + a2 cos 2t + b2 sin 2t; and over all axes, flipped where that is better. Never lowers the value.
 *
 * @param flips - whether single axes may be flipped, which changes the determinant.
 * @returns by how much the value rose.
 */
export function sweepPlanes(pair: OperatorPair, flips: boolean): number {
  const { size: n, a, k } = pair;
  const turn = new Float64Array(2);
  let gained = 0;
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    if (flips) {
      let cross = 0;
      for (let l = 0; l < n; l++) if (l !== i) cross += a[i * n + l] * k[i * n + l] + a[l * n + i] * k[l * n + i];
      if (cross < 0) {
        flip(pair, i);
        gained -= 2 * cross;
      }
    }
    for (let j = i + 1; j < n; j++) {
      let a1 = 0;
      let b1 = 0;
      // Not destructured, and offsets counted along: this is the innermost loop.
      const rowJ = j * n;
      for (let l = 0, il = rowI, jl = rowJ, li = i, lj = j; l < n; l++, il++, jl++, li += n, lj += n) {
        if (l === i || l === j) continue;
        const ail = a[il];
        const ajl = a[jl];
        const ali = a[li];
        const alj = a[lj];
        const kil = k[il];
        const kjl = k[jl];
        const kli = k[li];
        const klj = k[lj];
        a1 += ail * kil + ajl * kjl + ali * kli + alj * klj;
        b1 += ail * kjl - ajl * kil + ali * klj - alj * kli;
      }
      const aDiagonal = (a[i * n + i] - a[j * n + j]) / 2;
      const aOff = (a[i * n + j] + a[j * n + i]) / 2;
      const kDiagonal = (k[i * n + i] - k[j * n + j]) / 2;
      const kOff = (k[i * n + j] + k[j * n + i]) / 2;
      const a2 = 2 * (aDiagonal * kDiagonal + aOff * kOff);
      const b2 = 2 * (aDiagonal * kOff - aOff * kDiagonal);
      bestTurn(a1, b1, a2, b2, turn);
      const cos = turn[0];
      const sin = turn[1];
      const gain = a1 * (cos - 1) + b1 * sin + 2 * sin * (b2 * cos - a2 * sin);
      if (gain > NEGLIGIBLE) {
        rotate(pair, i, j, cos, sin);
        gained += gain;
      }
    }
  }
  return gained;
}

/**
 * Cosine and sine of the t that makes a1 cos t + b1 sin t + a2 cos 2t + b2 sin 2t largest: Newton's method from the best of the
 * samples, each step a rotation by its arc tangent, which needs no trigonometry.
 */
function bestTurn(a1: number, b1: number, a2: number, b2: number, turn: Float64Array): void {
  let best = -Infinity;
  let c = 1;
  let s = 0;
  for (let k = 0; k < SAMPLES; k++) {
    const cos = COS[k];
    const sin = SIN[k];
    // Half a turn on, the first two terms change their sign; a quarter on, the other two do.
    const double = a2 * COS2[k] + b2 * SIN2[k];
    const here = a1 * cos + b1 * sin;
    const quarterOn = b1 * cos - a1 * sin;
    if (double + Math.abs(here) > best) {
      best = double + Math.abs(here);
      c = here < 0 ? -cos : cos;
      s = here < 0 ? -sin : sin;
    }
    if (Math.abs(quarterOn) - double > best) {
      best = Math.abs(quarterOn) - double;
      c = quarterOn < 0 ? sin : -sin;
      s = quarterOn < 0 ? -cos : cos;
    }
  }
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const c2 = c * c - s * s;
    const s2 = 2 * s * c;
    const slope = -a1 * s + b1 * c - 2 * a2 * s2 + 2 * b2 * c2;
    const curvature = -a1 * c - b1 * s - 4 * a2 * c2 - 4 * b2 * s2;
    if (!(curvature < 0)) break;
    const tangent = -slope / curvature;
    const length = Math.sqrt(1 + tangent * tangent);
    const before = c;
    c = (c - tangent * s) / length;
    s = (s + tangent * before) / length;
  }
  turn[0] = c;
  turn[1] = s;
}

/** K <- R K R' and C <- R C with the rotation of rows i and j. */
export function rotate({ size: n, k, c }: OperatorPair, i: number, j: number, cos: number, sin: number): void {
  rotateRows(k, i * n, j * n, n, cos, sin);
  rotateRows(c, i * n, j * n, n, cos, sin);
  for (let at = i, other = j; at < k.length; at += n, other += n) {
    const ki = k[at];
    const kj = k[other];
    k[at] = cos * ki + sin * kj;
    k[other] = cos * kj - sin * ki;
  }
}

function rotateRows(m: Float64Array, rowI: number, rowJ: number, n: number, cos: number, sin: number): void {
  for (let l = 0; l < n; l++) {
    const mi = m[rowI + l];
    const mj = m[rowJ + l];
    m[rowI + l] = cos * mi + sin * mj;
    m[rowJ + l] = cos * mj - sin * mi;
  }
}

/** The sign of axis i. */
export function flip({ size: n, k, c }: Pick<OperatorPair, 'size' | 'k' | 'c'>, i: number): void {
  for (let l = 0; l < n; l++) {
    c[i * n + l] = -c[i * n + l];
    if (l === i) continue;
    k[i * n + l] = -k[i * n + l];
    k[l * n + i] = -k[l * n + i];
  }
}
