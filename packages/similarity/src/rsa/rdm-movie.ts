import { ArgumentError, checkInteger, type MatrixInput, toNdArray } from '@lrsim/core';
import { rdm } from './rdm.js';
import type { Rdm, RdmMovieOptions } from './types.js';

/**
 * The RDM of every time bin.
 *
 * @param patterns - [conditions, time, channels], or trials first with `conditions`.
 * @throws ArgumentError for input without time, an empty bin or one beyond the time points, and as `rdm` does.
 */
export function rdmMovie(patterns: MatrixInput, { bins, ...options }: RdmMovieOptions = {}): Rdm[] {
  const where = 'rdmMovie';
  const { data, shape } = toNdArray(where, 'patterns', patterns);
  if (shape.length !== 3)
    throw new ArgumentError(
      `${where}: patterns has the shape [${shape.join(', ')}]; expected [conditions, time, channels]`,
    );
  const [n, times, channels] = shape;
  const chosen = bins ?? Array.from({ length: times }, (_, time) => [time]);
  return chosen.map((bin, index) => {
    if (bin.length === 0) throw new ArgumentError(`${where}: bins[${index}] is empty; expected time points`);
    const means = new Float64Array(n * channels);
    for (const time of bin) {
      checkInteger(where, `bins[${index}]`, time, 0);
      if (time >= times)
        throw new ArgumentError(`${where}: bins[${index}] has ${time}; expected time points below ${times}`);
      for (let i = 0; i < n; i++)
        for (let k = 0; k < channels; k++)
          means[i * channels + k] += data[(i * times + time) * channels + k] / bin.length;
    }
    return rdm({ data: means, shape: [n, channels] }, options);
  });
}
