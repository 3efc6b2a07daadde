// Reading recordings from disk, and fetching them; everything else of the package also runs in a browser
export * from './download/index.js';
export type { Hdf5Source } from './hdf5-source.js';
export { openNwbFile } from './open-nwb-file.js';
export { openRecording } from './open-recording.js';
export { readDataFiles } from './read-data-files.js';
export { readMatlab73File } from './read-matlab73-file.js';
export type { TimeLimit } from './timed/types.js';
