// Recordings

export { checkRecording } from './check-recording.js';
// The recordings by name
export { datasets } from './datasets.js';
// File formats
export { readMatlab73 } from './formats/hdf5/read-matlab73.js';
export { openNwb } from './formats/nwb/open-nwb.js';
export type * from './formats/nwb/types.js';
export { readNpyObject } from './formats/pickle/read-npy-object.js';
export { readMatlab } from './formats/read-matlab.js';
export { readNpy } from './formats/read-npy.js';
export { readNpz } from './formats/read-npz.js';
export { type ReadZipOptions, readZip } from './formats/read-zip.js';
export { hatsopoulosPrepared } from './hatsopoulos-prepared.js';
export { type HatsopoulosRawOptions, hatsopoulosRaw } from './hatsopoulos-raw.js';
export { hatsopoulos2007 } from './hatsopoulos2007.js';
export type { ManteCondition, ManteConditionOrder } from './mante2013/conditions.js';
export { manteConditions } from './mante2013/conditions.js';
export { mantePrepared } from './mante2013/mante-prepared.js';
export { type ManteTrialsOptions, manteTrials } from './mante2013/mante-trials.js';
export type { Mante2013, Mante2013Options } from './mante2013/mante2013.js';
export { mante2013 } from './mante2013/mante2013.js';
export { type NeuralLatentsName, type NeuralLatentsOptions, neuralLatents } from './neural-latents.js';
export { type NwbRecordingOptions, nwbRecording, trialTable, unitSpikes } from './nwb-recording.js';
export { type PerichMillerOptions, perichMiller } from './perich-miller.js';
// How good a recording is
export * from './quality/index.js';
// From any lab's spikes and trials to a recording
export * from './recipe/index.js';
export { selectTime } from './select-time.js';
export { selectUnits } from './select-units.js';
export type { SimulatedRecordingOptions } from './simulated/simulated-recording.js';
export { simulatedRecording } from './simulated/simulated-recording.js';
export { sussillo2015 } from './sussillo2015.js';
export type * from './types.js';
