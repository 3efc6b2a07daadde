// @ts-check
/**
 * The pipeline of own-pipeline.mjs with only the recording swapped: for one made here from plain arrays, as anybody has them
 * in memory, or for one on disk.
 *
 *   node examples/swap-recording.mjs
 *   node examples/swap-recording.mjs --recording path/to/hatsopoulos2007
 *   node examples/swap-recording.mjs --updates 50 --units 40
 *
 * Takes about half a minute. Prints loss, accuracy and distance. The network is trained on the movements of the same
 * recording, so the loss changes too. The arrays made here are invented, and say so.
 */
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { checkRecording } from '@lrsim/datasets';
import { openRecording } from '@lrsim/datasets/node';
import { pipeline, pipelineOptions, pipelineSettings, report } from './own-pipeline.mjs';

const { values: flags } = parseArgs({ options: { ...pipelineOptions, recording: { type: 'string' } } });
const recording = flags.recording ? await openRecording(flags.recording) : ownRecording();
const { name, rates, provenance } = recording;
const title = `recording: ${name}${provenance.simulated ? ' (simulated)' : ''}, ${rates.shape.join(' x ')} conditions, times, units`;
report(title, await pipeline({ ...pipelineSettings(flags), recording }));

/**
 * Six directions, 500 ms before to 400 ms after movement onset, 30 units with cosine tuning that prepare a movement and then
 * make it.
 *
 * @returns {import('@lrsim/core').Recording}
 */
function ownRecording() {
  const rng = createRng(1).fork('own recording');
  const directions = [0, 60, 120, 180, 240, 300];
  const timeMs = Float64Array.from({ length: 91 }, (_, i) => -500 + 10 * i); // bins of 10 ms, as the task's steps
  const preferred = Array.from({ length: 30 }, () => 360 * rng.uniform());
  const radians = Math.PI / 180;
  /** How far the movement is: 0 before onset, 1 after 300 ms. @param {number} time */
  const moved = (time) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, time / 300)));

  // Nested as [conditions][time][units] and [conditions][time], then flattened: the last axis runs fastest.
  const tuned = directions.map((direction) =>
    Array.from(timeMs, (time) =>
      preferred.map((best) => 10 + (4 + 5 * Math.exp(-((time / 150) ** 2))) * Math.cos((direction - best) * radians)),
    ),
  );
  /** @param {(angle: number) => number} component */
  const movement = (component) => ({
    data: Float64Array.from(
      directions.flatMap((direction) => Array.from(timeMs, (t) => component(direction * radians) * moved(t))),
    ),
    shape: [directions.length, timeMs.length],
  });
  const own = {
    name: 'six invented directions',
    rates: { data: Float64Array.from(tuned.flat(2)), shape: [directions.length, timeMs.length, preferred.length] },
    timeMs,
    event: 'movement onset',
    units: preferred.map((best) => `prefers ${best.toFixed(0)} deg`),
    conditions: directions.map((direction) => `${direction} deg`),
    behaviour: { shoulderAngle: movement(Math.cos), elbowAngle: movement(Math.sin) }, // what the task asks for
    provenance: { licence: 'none needed', citation: 'this script', source: 'invented', simulated: true },
  };
  checkRecording(own); // says what is wrong with it, if anything is
  return own;
}
