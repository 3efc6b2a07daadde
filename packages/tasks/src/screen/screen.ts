import { checkInteger } from '@lrsim/core';

/** Checks how many pixels a side of a screen has. */
export function checkPixels(where: string, pixels: number): void {
  checkInteger(where, 'pixels', pixels, 4);
}

/**
 * The middle of each pixel of a square screen, row by row from the top left: x to the right and y upwards, from -1 to 1 at the edges.
 */
export const pixelCentres = (pixels: number): { readonly x: number; readonly y: number }[] =>
  Array.from({ length: pixels * pixels }, (_, at) => ({
    x: (2 * ((at % pixels) + 0.5)) / pixels - 1,
    y: 1 - (2 * (Math.floor(at / pixels) + 0.5)) / pixels,
  }));

/** The pixel in which a point is; undefined off the screen. */
export function pixelAt(x: number, y: number, pixels: number): number | undefined {
  const [column, row] = [Math.floor(((x + 1) / 2) * pixels), Math.floor(((1 - y) / 2) * pixels)];
  return column >= 0 && column < pixels && row >= 0 && row < pixels ? row * pixels + column : undefined;
}

/** How much of each pixel a bar covers, from 0 to 1, smoothed over a pixel at its edges. */
export function barOnScreen(
  pixels: number,
  centre: readonly [x: number, y: number],
  angle: number,
  halfLength: number,
  width: number,
): Float64Array {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  return Float64Array.from(pixelCentres(pixels), ({ x, y }) => {
    const [px, py] = [x - centre[0], y - centre[1]];
    const along = Math.max(-halfLength, Math.min(halfLength, px * dx + py * dy));
    const distance = Math.hypot(px - along * dx, py - along * dy);
    return Math.max(0, Math.min(1, ((width / 2 - distance) * pixels) / 2 + 0.5));
  });
}
