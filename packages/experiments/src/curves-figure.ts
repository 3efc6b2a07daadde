import type { CurvePoint } from './matched-accuracy.js';
import { renderFigure } from './render-figure.js';

/** Training curves of one kind, such as one rule over several seeds. */
export interface CurveGroup {
  readonly name: string;
  /** A CSS colour. */
  readonly colour: string;
  /** Default false. */
  readonly dashed?: boolean;
  /** Each in the order of training. */
  readonly curves: readonly (readonly CurvePoint[])[];
}

/**
 * Distance against normalised accuracy for groups of training curves from anywhere, as SVG: a study's own beside published
 * ones. Accuracies below 0 are left out, as in the figures of a study.
 *
 * @param title - above the figure.
 * @param metric - name of the distance, for the axis.
 * @param accuracies - marked by vertical lines.
 */
export async function curvesFigure(
  title: string,
  metric: string,
  groups: readonly CurveGroup[],
  accuracies: readonly number[] = [],
): Promise<string> {
  const plot = await import('@observablehq/plot');
  const names = groups.map(({ name, colour, dashed }, k) =>
    plot.text([`${dashed ? '- -' : '\u2014'} ${name}`], {
      frameAnchor: 'bottom-left',
      dy: 14 * (k - groups.length),
      dx: 8,
      fill: colour,
      fontWeight: 'bold',
    }),
  );
  const lines = groups.flatMap(({ colour, dashed, curves }) =>
    curves.map((curve) =>
      plot.line(
        curve.filter(({ accuracy }) => accuracy >= 0),
        { x: 'accuracy', y: 'distance', stroke: colour, strokeWidth: 1.2, strokeDasharray: dashed ? '5 3' : undefined },
      ),
    ),
  );
  return renderFigure(plot, {
    x: { label: 'normalised accuracy', domain: [0, 1] },
    y: { label: `distance to the recording (${metric})`, grid: true },
    marks: [
      plot.ruleX(accuracies, { stroke: '#bbbbbb' }),
      ...lines,
      plot.text([title], { frameAnchor: 'top-left', dy: -30, fontWeight: 'bold' }),
      ...names,
      plot.frame({ strokeOpacity: 0.3 }),
    ],
  });
}
