// C += factor A B in float64: blocks of both factors are packed into panels in the order a tile reads them.

/** Rows and columns of a tile: eight sums of two, as many as stay in the registers of x64 beside three operands. */
const TILE: i32 = 4;
/** Bytes of one term of the sum in a panel. */
const STEP: usize = 32;
/** Terms, and rows of A, in a block: a packed block of A is 192 kB, a panel of B 8 kB. */
const DEPTH: i32 = 256;
const HEIGHT: i32 = 96;

/**
 * Adds `factor` A B to C. A is given by the distances in bytes between its rows and between its columns, so a transposed one
 * has them exchanged; so is B. At `scratch` there is place for 16 + 256 (100 + columns) numbers.
 * `upper`: tiles that lie below the diagonal of C are left out.
 */
export function multiplyAdd(
  factor: f64, rows: i32, columns: i32, depth: i32,
  a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize,
  c: usize, cRow: usize, upper: i32, scratch: usize,
): void {
  const block = scratch;
  const left = block + 128;
  const right = left + <usize>(HEIGHT * DEPTH) * 8;
  for (let k = 0; k < depth; k += DEPTH) {
    const terms = min(DEPTH, depth - k);
    pack(1, b + <usize>k * bRow, bColumn, bRow, columns, terms, right);
    for (let top = 0; top < rows; top += HEIGHT) {
      const height = min(HEIGHT, rows - top);
      pack(factor, a + <usize>top * aRow + <usize>k * aColumn, aRow, aColumn, height, terms, left);
      for (let j = 0; j < columns; j += TILE) {
        const panel = right + <usize>(j * terms) * 8;
        const width = min(TILE, columns - j);
        for (let i = 0; i < height; i += TILE) {
          const row = top + i;
          if (upper && row >= j + TILE) break;
          const to = c + <usize>row * cRow + <usize>j * 8;
          const from = left + <usize>(i * terms) * 8;
          if (width === TILE && height - i >= TILE) addTile(from, panel, terms, to, cRow);
          else addPart(from, panel, terms, to, cRow, min(TILE, height - i), width, block);
        }
      }
    }
  }
}

/** Panels [terms][4] of `count` lines, times `factor`; zeros where a panel has no line. */
function pack(factor: f64, from: usize, line: usize, term: usize, count: i32, terms: i32, to: usize): void {
  const factors = f64x2.splat(factor);
  for (let first = 0; first < count; first += TILE) {
    let at = from + <usize>first * line;
    const full = first + TILE <= count;
    if (full && line === 8)
      for (let k = 0; k < terms; k++) {
        v128.store(to, f64x2.mul(factors, v128.load(at)));
        v128.store(to, f64x2.mul(factors, v128.load(at, 16)), 16);
        at += term;
        to += STEP;
      }
    else if (full)
      for (let k = 0; k < terms; k++) {
        store<f64>(to, factor * load<f64>(at));
        store<f64>(to, factor * load<f64>(at + line), 8);
        store<f64>(to, factor * load<f64>(at + 2 * line), 16);
        store<f64>(to, factor * load<f64>(at + 3 * line), 24);
        at += term;
        to += STEP;
      }
    else
      for (let k = 0; k < terms; k++) {
        for (let lane = 0; lane < TILE; lane++)
          store<f64>(to + <usize>lane * 8, first + lane < count ? factor * load<f64>(at + <usize>lane * line) : 0);
        at += term;
        to += STEP;
      }
  }
}

/** Adds a tile that reaches past the edge of C, by way of a whole one. */
function addPart(left: usize, right: usize, terms: i32, c: usize, cRow: usize, rows: i32, columns: i32, block: usize): void {
  memory.fill(block, 0, 128);
  addTile(left, right, terms, block, STEP);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const to = c + <usize>i * cRow + <usize>j * 8;
      store<f64>(to, load<f64>(to) + load<f64>(block + <usize>(i * TILE + j) * 8));
    }
}

function addTile(left: usize, right: usize, terms: i32, c: usize, cRow: usize): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = left + <usize>terms * STEP;
  while (left < end) {
    const b0 = v128.load(right);
    const b1 = v128.load(right, 16);
    let a = v128.load64_splat(left);
    c00 = f64x2.add(c00, f64x2.mul(a, b0));
    c01 = f64x2.add(c01, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 8);
    c10 = f64x2.add(c10, f64x2.mul(a, b0));
    c11 = f64x2.add(c11, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 16);
    c20 = f64x2.add(c20, f64x2.mul(a, b0));
    c21 = f64x2.add(c21, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 24);
    c30 = f64x2.add(c30, f64x2.mul(a, b0));
    c31 = f64x2.add(c31, f64x2.mul(a, b1));
    left += STEP;
    right += STEP;
  }
  addRow(c, c00, c01);
  addRow(c + cRow, c10, c11);
  addRow(c + 2 * cRow, c20, c21);
  addRow(c + 3 * cRow, c30, c31);
}

// @ts-ignore: decorator
@inline
function addRow(to: usize, first: v128, second: v128): void {
  v128.store(to, f64x2.add(v128.load(to), first));
  v128.store(to, f64x2.add(v128.load(to, 16), second), 16);
}
