import type { StudyProgress } from './study.js';

/** How often a line is written where the output is no terminal (a log file, a cluster job). */
const LINE_INTERVAL_MS = 10_000;

/** Shows the progress of a study with the time left: one line rewritten on a terminal, a line now and then elsewhere. */
export function progressDisplay(output: NodeJS.WriteStream, runs: number, now: () => number = Date.now) {
  const updates = new Map<string, number>();
  const startedAt = now();
  let first: number | undefined; // updates that a resumed study had already made
  let shownAt = Number.NEGATIVE_INFINITY;

  const show = (text: string, final: boolean) => {
    const interval = output.isTTY ? 200 : LINE_INTERVAL_MS;
    if (!final && now() - shownAt < interval) return;
    shownAt = now();
    output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
  };

  return {
    update(progress: StudyProgress): void {
      if (progress.stage === 'noise floor') {
        const { done, total } = progress;
        show(`noise floor: ${done} of ${total} splits`, done === total);
        return;
      }
      updates.set(`${progress.run.rule} ${progress.run.seed}`, progress.update);
      const done = [...updates.values()].reduce((sum, value) => sum + value, 0);
      first ??= done - 1;
      const total = runs * progress.updates;
      const secondsLeft = ((now() - startedAt) / 1000) * ((total - done) / Math.max(done - first, 1));
      const each = [...updates].map(([run, update]) => `${run}: ${update}`).join(', ');
      show(`training: ${done} of ${total} updates, ${duration(secondsLeft)} left (${each})`, false);
    },
    end(): void {
      if (output.isTTY) output.write('\n');
    },
  };
}

/** A duration as people say it: 8 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
