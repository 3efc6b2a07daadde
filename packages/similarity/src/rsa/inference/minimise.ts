const RATIO = (Math.sqrt(5) - 1) / 2;
const MAX_STEPS = 60;

/** Where a function of one variable with one minimum between two points has it (Kiefer 1953). */
export function goldenSection(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [a, b] = [high - RATIO * (high - low), low + RATIO * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let step = 0; step < MAX_STEPS && b > a; step++) {
    if (fa <= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - RATIO * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + RATIO * (high - low);
      fb = f(b);
    }
  }
  return fa <= fb ? a : b;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * A minimum near a point by the downhill simplex (Nelder & Mead 1965), which needs no derivative: ranks have none.
 * Never worse than the start.
 */
export function descend(
  f: (x: Float64Array) => number,
  start: Float64Array,
  {
    size = 0.25,
    tolerance = 1e-9,
    maxSteps = 200 * start.length,
  }: {
    readonly size?: number;
    readonly tolerance?: number;
    readonly maxSteps?: number;
  } = {},
): Float64Array {
  const vertex = (x: Float64Array): Vertex => ({ x, value: f(x) });
  const simplex = [
    start,
    ...Array.from(start, (_, i) => start.map((value, j) => (i === j ? value + size : value))),
  ].map(vertex);
  const last = start.length;
  const ascending = (a: Vertex, b: Vertex) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
  for (let step = 0; step < maxSteps; step++) {
    simplex.sort(ascending);
    const [best, worst] = [simplex[0], simplex[last]];
    if (simplex.every(({ x }) => x.every((value, j) => Math.abs(value - best.x[j]) <= tolerance))) break;
    const centre = start.map((_, j) => simplex.slice(0, last).reduce((sum, { x }) => sum + x[j] / last, 0));
    const along = (t: number) => vertex(centre.map((value, j) => value + t * (worst.x[j] - value)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[last] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[last - 1].value) simplex[last] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[last] = contracted;
      else for (let i = 1; i <= last; i++) simplex[i] = vertex(simplex[i].x.map((value, j) => (value + best.x[j]) / 2));
    }
  }
  return simplex.sort(ascending)[0].x;
}
