import { readFileSync } from 'node:fs';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { openNwb } from './formats/nwb/open-nwb.js';
import { nwbRecording, trialTable } from './nwb-recording.js';

const layout = 'real/derived/mc_maze_2trials_nlb_layout.nwb';
describeWithReference('nwbRecording of two real trials of MC_Maze', [layout, 'real/other'], () => {
  const open = () => openNwb(new Uint8Array(readFileSync(referencePath(layout))));
  /** Rows of a trial at 1 ms as the repository has them: 182 columns of spikes, with names. */
  const csv = (trial: number) => {
    const [head, ...rows] = readFileSync(referencePath(`real/other/mc_maze_trial_${trial}.csv`), 'utf8')
      .trim()
      .split('\n');
    return { names: head.split(','), rows: rows.map((row) => row.split(',').map(Number)) };
  };

  it('counts in bins of the NWB file what the trials at 1 ms hold, unit by unit', async () => {
    const nwb = await open();
    const trials = trialTable(nwb.trials as NonNullable<typeof nwb.trials>);
    const {
      recording,
      trials: single,
      dropped,
    } = await nwbRecording(nwb, {
      name: 'two trials',
      window: { event: 'start_time', fromMs: 0, toMs: 3000, binMs: 100 },
      grouping: { by: ['start_time'] },
      provenance: { licence: '', citation: '', source: '', simulated: false },
    });
    nwb.close();
    expect(recording.conditions).toHaveLength(2);
    expect(dropped).toEqual([]);
    expect(single).toHaveLength(182);
    // The sum of counts is the number of spikes in the windows.
    const total = single.reduce((sum, { values }) => sum + values.reduce((s, rate) => s + rate * 0.1, 0), 0);
    const expected = [748, 1356].reduce((sum, trial) => {
      const { names, rows } = csv(trial);
      const spikes = names.flatMap((name, column) => (/spike|unit|neuron/i.test(name) ? [column] : []));
      return sum + rows.slice(0, 3000).reduce((s, row) => s + spikes.reduce((one, column) => one + row[column], 0), 0);
    }, 0);
    expect(trials.start_time).toHaveLength(2);
    expect(total).toBeCloseTo(expected, 6);
  });
});
