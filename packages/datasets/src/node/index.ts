// Reading recordings from disk; everything else of the package also runs in a browser

export * from './download/index.js';
export { openRecording } from './open-recording.js';
export { readDataFiles } from './read-data-files.js';
