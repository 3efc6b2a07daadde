/** Copies the upper triangle of a square matrix to the lower one, in blocks that stay in the cache. */
export function mirrorUpperTriangle(square: Float64Array, size: number): void {
  const block = 32;
  for (let top = 0; top < size; top += block)
    for (let left = 0; left <= top; left += block)
      for (let i = top; i < Math.min(top + block, size); i++)
        for (let j = left; j < Math.min(left + block, i); j++) square[i * size + j] = square[j * size + i];
}
