import { ArgumentError, type Recording } from '@lrsim/core';

/** Options of the overview. */
export interface OverviewOptions {
  /** Width in pixels (default 720). */
  readonly width?: number;
  /** Units whose averages are drawn, the busiest first (default 12). */
  readonly units?: number;
}

const [PANEL_HEIGHT, COLUMNS, MARGIN, HEAD] = [110, 4, 34, 44];

/**
 * A recording at a glance, as an SVG image: the condition averages of its busiest units around the event, one line a condition, with the mean
 * rate of each and how many trials were averaged.
 */
export function overviewFigure(recording: Recording, { width = 720, units = 12 }: OverviewOptions = {}): string {
  const { rates, timeMs, conditions, trialCounts, event, name } = recording;
  if (!(units >= 1)) throw new ArgumentError(`overviewFigure: units is ${units}; expected at least 1`);
  const count = recording.units.length;
  const [times, rows] = [timeMs.length, conditions.length * timeMs.length];
  const mean = (unit: number) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += rates.data[row * count + unit];
    return sum / rows;
  };
  const order = Array.from({ length: count }, (_, unit) => unit)
    .sort((a, b) => mean(b) - mean(a))
    .slice(0, units);
  const panel = (width - MARGIN) / COLUMNS;
  const height = HEAD + Math.ceil(order.length / COLUMNS) * (PANEL_HEIGHT + MARGIN);
  const [first, last] = [timeMs[0], timeMs[times - 1]];
  const parts = order.map((unit, place) => {
    const [left, top] = [
      MARGIN + (place % COLUMNS) * panel,
      HEAD + Math.floor(place / COLUMNS) * (PANEL_HEIGHT + MARGIN),
    ];
    const highest = Array.from({ length: rows }, (_, row) => rates.data[row * count + unit]).reduce(
      (a, b) => Math.max(a, b),
      1e-9,
    );
    const x = (ms: number) => round(left + ((ms - first) / (last - first)) * (panel - MARGIN));
    const lines = conditions.map((_, c) => {
      const points = Array.from(timeMs, (ms, t) => {
        const rate = rates.data[(c * times + t) * count + unit];
        return `${x(ms)},${round(top + PANEL_HEIGHT * (1 - rate / highest))}`;
      });
      return `<polyline points="${points.join(' ')}" stroke="hsl(${Math.round((300 * c) / conditions.length)},60%,45%)"/>`;
    });
    const zero =
      first <= 0 && last >= 0 ? `<line x1="${x(0)}" x2="${x(0)}" y1="${top}" y2="${top + PANEL_HEIGHT}"/>` : '';
    const label = `${recording.units[unit]}: ${mean(unit).toPrecision(3)} Hz, up to ${highest.toPrecision(3)}`;
    return `${zero}${lines.join('')}<text x="${round(left)}" y="${top - 4}">${escaped(label)}</text>`;
  });
  const trials = trialCounts ? `, ${least(trialCounts.data)} to ${most(trialCounts.data)} trials each` : '';
  const title = `${name}: ${count} units, ${conditions.length} conditions${trials}; ${first} to ${last} ms from ${event}`;
  const style =
    'text{font:9px sans-serif}.title{font-size:13px}polyline{fill:none;stroke-width:1}line{stroke:#999;stroke-dasharray:2 2}';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><style>${style}</style><text class="title" x="${MARGIN}" y="18">${escaped(title)}</text>${parts.join('')}</svg>`;
}

const least = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.max(a, b), 0);
const round = (value: number) => Math.round(10 * value) / 10;
const escaped = (label: string) =>
  label.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] as string);
