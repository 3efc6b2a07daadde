// Numbers that the activations multiply with. They are read from memory, not written into the code: an engine makes a vector
// constant anew, in three instructions, wherever a loop uses it, which takes longer than the activation itself.

/** Number k of the table, in all four lanes. */
// @ts-ignore: decorator
@inline
export function constant(table: usize, k: usize): v128 {
  return v128.load(table + (k << 4));
}

/** Writes the table: 28 vectors. */
export function writeConstants(table: usize): void {
  put(table, 0, 0.5);
  put(table, 1, 1);
  put(table, 2, 9.5); // where tanh is 1
  // tanh: Lambert's numerator and denominator over 34459425, from the highest power down
  put(table, 3, 1.0 / 34459425.0);
  put(table, 4, 990.0 / 34459425.0);
  put(table, 5, 135135.0 / 34459425.0);
  put(table, 6, 4729725.0 / 34459425.0);
  put(table, 7, 45.0 / 34459425.0);
  put(table, 8, 13860.0 / 34459425.0);
  put(table, 9, 945945.0 / 34459425.0);
  put(table, 10, 16216200.0 / 34459425.0);
  // exponential: the bound, log2 e, ln 2 in two parts (k times the second is exact), 1/7! to 1/3!
  put(table, 11, 87);
  put(table, 12, 1.44269504);
  put(table, 13, 2.1219444e-4);
  put(table, 14, -0.693359375);
  put(table, 15, 1.0 / 5040.0);
  put(table, 16, 1.0 / 720.0);
  put(table, 17, 1.0 / 120.0);
  put(table, 18, 1.0 / 24.0);
  put(table, 19, 1.0 / 6.0);
  // log(1 + y): 2, and 2/15 to 2/3
  put(table, 20, 2);
  for (let k = 0; k < 7; k++) put(table, 21 + k, 2.0 / <f64>(15 - 2 * k));
}

function put(table: usize, k: usize, value: f64): void {
  v128.store(table + (k << 4), f32x4.splat(<f32>value));
}
