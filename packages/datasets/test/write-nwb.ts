import type { File } from 'h5wasm';

const spikes = Float64Array.of(0.1, 0.2, 0.9, 1.5, 1.6);

/** A file of three units (the second silent), two trials with a ragged column, and two time series. */
export function writeNwb(file: File, ends: Uint8Array | Uint16Array | Uint32Array | BigInt64Array): void {
  file.create_attribute('nwb_version', '2.6.0');
  const units = file.create_group('units');
  units.create_dataset({ name: 'id', data: Int32Array.of(7, 8, 9) });
  units.create_dataset({ name: 'spike_times', data: spikes });
  units.create_dataset({ name: 'spike_times_index', data: ends });
  units.create_dataset({ name: 'obs_intervals', data: Float64Array.of(0, 1, 0, 1, 0, 1, 1.4, 2), shape: [4, 2] });
  units.create_dataset({ name: 'obs_intervals_index', data: Uint8Array.of(1, 2, 4) });
  units.create_dataset({ name: 'heldout', data: Uint8Array.of(0, 1, 0) });
  const trials = file.create_group('intervals').create_group('trials');
  trials.create_dataset({ name: 'id', data: Int32Array.of(0, 1) });
  trials.create_dataset({ name: 'start_time', data: Float64Array.of(0, 1) });
  trials.create_dataset({ name: 'split', data: ['train', 'val'] });
  trials.create_dataset({ name: 'fixed', data: ['é', 'ab'], dtype: 'S4' });
  trials.create_dataset({ name: 'target_pos', data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] });
  trials.create_dataset({ name: 'target_pos_index', data: Uint8Array.of(1, 3) });
  trials.create_dataset({ name: 'tags', data: ['a', 'b', 'c'] });
  trials.create_dataset({ name: 'tags_index', data: Uint8Array.of(1, 2, 3) });
  trials.create_dataset({ name: 'tags_index_index', data: Uint8Array.of(2, 3) });
  const behavior = file.create_group('processing').create_group('behavior');
  const hand = behavior.create_group('hand_pos');
  const data = hand.create_dataset({ name: 'data', data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] });
  data.create_attribute('unit', 'mm');
  data.create_attribute('conversion', Float64Array.of(0.001), []);
  hand.create_dataset({ name: 'timestamps', data: Float64Array.of(0, 0.1, 0.3) });
  const eye = behavior.create_group('Position').create_group('eye');
  eye.create_dataset({ name: 'data', data: Int16Array.of(1, 2, 3) });
  eye
    .create_dataset({ name: 'starting_time', data: Float64Array.of(10), shape: [] })
    .create_attribute('rate', Float64Array.of(4), []);
}
