import { parseHTML } from 'linkedom';

/** What is needed of the module `@observablehq/plot`, whose own types CommonJS cannot see. */
export interface Plotter<Options extends object> {
  plot(options: Options): { setAttribute(name: string, value: string): void; readonly outerHTML: string };
}

/**
 * A figure of Observable Plot as a standing SVG file, in the format all figures share.
 *
 * @param plot - the module `@observablehq/plot`; loaded late, it does not slow down the start of a program.
 */
export function renderFigure<Options extends object>(plot: Plotter<Options>, options: Options): string {
  const { document } = parseHTML('<html><body></body></html>');
  const format = { width: 640, height: 440, marginTop: 44, marginLeft: 60, style: { background: 'white' }, document };
  const figure = plot.plot({ ...format, ...options });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${figure.outerHTML}\n`;
}
