/** Weights of a Gaussian of this SD (in bins) at -radius ... radius bins, adding up to 1. */
export function gaussianKernel(sdBins: number, radius: number): Float64Array {
  // exp(-k^2 / 2 sd^2) = q^(k^2), and q by its series: engines may round Math.exp differently
  const exponent = -1 / (2 * sdBins * sdBins);
  let q = 1;
  for (let n = 30; n >= 1; n--) q = 1 + (q * exponent) / n;
  const half = [1];
  for (let k = 1, ratio = q; k <= radius; k++, ratio *= q * q) half.push(half[k - 1] * ratio);
  const total = 2 * half.reduce((sum, weight) => sum + weight, 0) - 1;
  return Float64Array.from({ length: 2 * radius + 1 }, (_, i) => half[Math.abs(i - radius)] / total);
}

/** Convolves without padding: the result is shorter than `values` by the kernel's length less one. */
export function smooth(values: ArrayLike<number>, kernel: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - kernel.length + 1 }, (_, i) =>
    kernel.reduce((sum, weight, k) => sum + weight * values[i + k], 0),
  );
}
