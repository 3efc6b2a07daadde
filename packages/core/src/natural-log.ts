const LN2 = Math.LN2;
/** 1/21, then 1/19, 1/17 ... 1: divided once, since eleven divisions would take most of the time. */
const FIRST = 1 / 21;
const RECIPROCALS = Float64Array.from({ length: 10 }, (_, i) => 1 / (19 - 2 * i));
const bits = new DataView(new ArrayBuffer(8));

/**
 * ln(x) for a positive normal number by basic arithmetic only. Engines may round Math.log differently; addition,
 * multiplication and division are exact to the bit everywhere, and seeded normals must be the same bytes everywhere.
 *
 * x = m 2^e with m in [1/sqrt 2, sqrt 2); ln m = 2 atanh(z), z = (m-1)/(m+1), |z| < 0.172: eleven terms reach 1e-17.
 */
export function naturalLog(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  const square = z * z;
  let series = FIRST;
  for (let k = 0; k < RECIPROCALS.length; k++) series = series * square + RECIPROCALS[k];
  return exponent * LN2 + 2 * z * series;
}
