import type { OperatorPair } from './operator-pair.js';

/** What climbing gains sooner than turning a plane does. */
const NEGLIGIBLE = 1e-9;
/** Angles at which the best rotation in a plane is first looked for. */
const SAMPLES = 16;
const [COS, SIN, COS2, SIN2] = [Math.cos, Math.sin, (t: number) => Math.cos(2 * t), (t: number) => Math.sin(2 * t)].map(
  (f) => Float64Array.from({ length: SAMPLES }, (_, k) => f((2 * Math.PI * k) / SAMPLES)),
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
      const angle = bestAngle(a1, b1, a2, b2);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const gain = a1 * (cos - 1) + b1 * sin + 2 * sin * (b2 * cos - a2 * sin);
      if (gain > NEGLIGIBLE) {
        rotate(pair, i, j, cos, sin);
        gained += gain;
      }
    }
  }
  return gained;
}

/** The t that makes a1 cos t + b1 sin t + a2 cos 2t + b2 sin 2t largest. */
function bestAngle(a1: number, b1: number, a2: number, b2: number): number {
  let best = -Infinity;
  let at = 0;
  for (let s = 0; s < SAMPLES; s++) {
    const value = a1 * COS[s] + b1 * SIN[s] + a2 * COS2[s] + b2 * SIN2[s];
    if (value > best) {
      best = value;
      at = s;
    }
  }
  let angle = (2 * Math.PI * at) / SAMPLES;
  for (let step = 0; step < 3; step++) {
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const c2 = c * c - s * s;
    const s2 = 2 * s * c;
    const slope = -a1 * s + b1 * c - 2 * a2 * s2 + 2 * b2 * c2;
    const curvature = -a1 * c - b1 * s - 4 * a2 * c2 - 4 * b2 * s2;
    if (!(curvature < 0)) break;
    angle -= slope / curvature;
  }
  return angle;
}

/** K <- R K R' and C <- R C with the rotation of rows i and j. */
function rotate({ size: n, k, c }: OperatorPair, i: number, j: number, cos: number, sin: number): void {
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
