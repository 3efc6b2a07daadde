/** A simplex by its vertices, ascending, and the value at which it appears. */
export interface Simplex {
  readonly vertices: readonly number[];
  readonly value: number;
}

/** Every subset of 1 to 3 vertices with the value that `appears` gives it, if finite. */
export function simplicesOf(count: number, appears: (vertices: readonly number[]) => number): Simplex[] {
  const simplices: Simplex[] = [];
  const add = (vertices: readonly number[]) => {
    const value = appears(vertices);
    if (value < Infinity) simplices.push({ vertices, value });
  };
  for (let a = 0; a < count; a++) {
    add([a]);
    for (let b = a + 1; b < count; b++) {
      add([a, b]);
      for (let c = b + 1; c < count; c++) add([a, b, c]);
    }
  }
  return simplices;
}

/** Persistent homology by the textbook reduction of the boundary matrix: bars [birth, death] of dimension 0 and 1, sorted. */
export function plainPersistence(simplices: readonly Simplex[]): [h0: number[][], h1: number[][]] {
  const sorted = [...simplices].sort((a, b) => a.value - b.value || a.vertices.length - b.vertices.length);
  const position = new Map(sorted.map(({ vertices }, at) => [vertices.join(), at]));
  const columns: Set<number>[] = [];
  const columnOfLow = new Map<number, number>();
  const bars: [number[][], number[][], number[][]] = [[], [], []];
  sorted.forEach(({ vertices, value }, at) => {
    const column = new Set<number>();
    if (vertices.length > 1)
      for (const left of vertices) column.add(position.get(vertices.filter((v) => v !== left).join()) as number);
    for (;;) {
      const low = Math.max(-1, ...column);
      const other = columnOfLow.get(low);
      if (low < 0 || other === undefined) {
        if (low >= 0) {
          columnOfLow.set(low, at);
          const { value: birth, vertices: face } = sorted[low];
          if (value > birth) bars[face.length - 1].push([birth, value]);
        }
        break;
      }
      for (const row of columns[other]) if (!column.delete(row)) column.add(row);
    }
    columns.push(column);
  });
  sorted.forEach(({ vertices, value }, at) => {
    if (columns[at].size === 0 && !columnOfLow.has(at)) bars[vertices.length - 1].push([value, Infinity]);
  });
  const inOrder = (list: number[][]) => list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [inOrder(bars[0]), inOrder(bars[1])];
}
