import type * as PlotModule from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/**
 * A figure of Observable Plot as a standing SVG file, in the format all figures share.
 *
 * @param plot - the module `@observablehq/plot`; loaded late, it does not slow down the start of a program.
 */
export function renderFigure(plot: typeof PlotModule, options: PlotModule.PlotOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const figure = plot.plot({
    width: 640,
    height: 440,
    marginTop: 44,
    marginLeft: 60,
    style: { background: 'white' },
    document,
    ...options,
  });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${figure.outerHTML}\n`;
}
