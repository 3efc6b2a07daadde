import type { Matrix } from '@lrsim/core';

/** Matrices of the same columns below one another; in their own memory where they lie there like that. */
export function stackRows(parts: readonly Matrix[]): Matrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const { buffer, byteOffset } = parts[0].data;
  let next = byteOffset;
  const lieBelowOneAnother = parts.every(({ data }) => {
    const here = data.buffer === buffer && data.byteOffset === next;
    next += data.byteLength;
    return here;
  });
  const { columns } = parts[0];
  if (lieBelowOneAnother) return { rows, columns, data: new Float64Array(buffer, byteOffset, rows * columns) };
  const data = new Float64Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { rows, columns, data };
}
