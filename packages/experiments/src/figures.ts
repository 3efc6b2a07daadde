import type * as PlotModule from '@observablehq/plot';
import { renderFigure } from './render-figure.js';
import type { StudyResults } from './results.js';

/** BPTT black and e-prop magenta as in the paper; later rules take the next colours. */
const ruleColours = ['#000000', '#d6249f', '#0072b2', '#009e73', '#e69f00', '#56b4e9'];
const FLOOR_COLOUR = '#e07b00';

/** The figures of a study as SVG, by file name. */
export async function studyFigures(results: StudyResults): Promise<Record<string, string>> {
  // Plot is only needed here, at the end of a study; loaded late, it does not slow down the start of every command.
  const plot = await import('@observablehq/plot');
  return { 'loss.svg': lossFigure(plot, results), 'distance-accuracy.svg': distanceFigure(plot, results) };
}

const title = ({ recording, settings }: StudyResults) =>
  `${recording.name}${recording.provenance.simulated ? ' (simulated)' : ''}, ${settings.task}, ${settings.units} units`;

const ruleScale = ({ settings }: StudyResults) => ({
  domain: [...settings.rules],
  range: ruleColours.slice(0, settings.rules.length),
});

/** Loss against updates, one line per run, logarithmic. */
function lossFigure(plot: typeof PlotModule, results: StudyResults): string {
  const points = results.runs.flatMap(({ rule, seed, losses }) =>
    losses.map(({ main }, update) => ({ update, main, rule, run: `${rule} ${seed}` })),
  );
  return renderFigure(plot, {
    x: { label: 'update' },
    y: {
      label: 'loss without activity penalty',
      type: 'log',
      grid: true,
      tickFormat: (loss: number) => loss.toExponential(0),
    },
    color: ruleScale(results),
    marks: [
      plot.line(points, { x: 'update', y: 'main', z: 'run', stroke: 'rule', strokeWidth: 1, strokeOpacity: 0.8 }),
      ...legend(plot, results, title(results)),
    ],
  });
}

/** Distance to the recording against normalised accuracy, one line per run, with the untrained networks and the noise floor. */
function distanceFigure(plot: typeof PlotModule, results: StudyResults): string {
  const points = results.runs.flatMap(({ rule, seed, snapshots }) =>
    snapshots
      .filter(({ accuracy }) => accuracy >= 0)
      .map(({ accuracy, distances, update }) => ({
        accuracy,
        distance: distances[results.metric],
        update,
        rule,
        run: `${rule} ${seed}`,
      })),
  );
  const { noiseFloor, untrained } = results;
  const band = [{ low: noiseFloor.mean - noiseFloor.sd, high: noiseFloor.mean + noiseFloor.sd }];
  const level = (y: number, text: string, colour: string) => [
    plot.ruleY([y], { stroke: colour, strokeDasharray: '4 3' }),
    plot.text([{ y, text }], { x: () => 0.01, y: 'y', text: 'text', textAnchor: 'start', dy: -6, fill: colour }),
  ];
  return renderFigure(plot, {
    x: { label: 'normalised accuracy', domain: [0, 1] },
    y: { label: `distance to the recording (${results.metric})`, grid: true },
    color: ruleScale(results),
    marks: [
      plot.rect(band, { x1: () => 0, x2: () => 1, y1: 'low', y2: 'high', fill: FLOOR_COLOUR, fillOpacity: 0.12 }),
      ...level(noiseFloor.mean, 'noise floor (halves of the recorded units)', FLOOR_COLOUR),
      ...level(untrained.distance.mean, 'untrained', '#777777'),
      plot.line(points, { x: 'accuracy', y: 'distance', z: 'run', stroke: 'rule', strokeWidth: 1.2 }),
      plot.dot(
        points.filter(({ update }) => update <= 5),
        { x: 'accuracy', y: 'distance', stroke: 'rule', r: 2.5 },
      ),
      ...legend(plot, results, title(results)),
    ],
  });
}

/** The title, with the rules' names in their colours, inside the frame: a legend of Plot's own would be HTML, not SVG. */
function legend(plot: typeof PlotModule, { settings }: StudyResults, text: string): PlotModule.Markish[] {
  return [
    plot.text([text], { frameAnchor: 'top-left', dy: -30, fontWeight: 'bold' }),
    ...settings.rules.map((rule, k) =>
      plot.text([`- ${rule}`], {
        frameAnchor: 'top-right',
        dy: 14 * k + 6,
        dx: -6,
        fill: ruleColours[k],
        fontWeight: 'bold',
      }),
    ),
    plot.frame({ strokeOpacity: 0.3 }),
  ];
}
