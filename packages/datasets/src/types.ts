import type { NdArray, Recording } from '@lrsim/core';

/** The typed array an element type of a file is read into; 64-bit integers become exact float64. */
export type NumericData =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** An array read from a file: row-major (last axis fastest) whatever its order on disk. */
export interface NumericArray {
  readonly data: NumericData;
  readonly shape: readonly number[];
}

/** An opened .npz archive; an array is decompressed when it is asked for. */
export interface NpzArchive {
  /** Names of the arrays, without `.npy`, in the order of the archive. */
  readonly names: readonly string[];
  /** Reads one array; throws UnknownNameError for a name that is not in the archive. */
  array(name: string): NumericArray;
}

/** An array of Python objects; `elements` in row-major order of `shape`. */
export interface PickledObjects {
  readonly elements: readonly PickledValue[];
  readonly shape: readonly number[];
}

/** A value of a pickled file: None is null, a tuple a list, a dictionary a Map. */
export type PickledValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | NumericArray
  | PickledObjects
  | readonly PickledValue[]
  | ReadonlyMap<string | number, PickledValue>;

// ------------------------------------------------------------------------------------------------- values of MATLAB

/** A numeric array of any rank. `data` has the type of the MATLAB class, not of the narrower storage on disk. */
export interface MatlabNumeric extends NumericArray {
  readonly kind: 'numeric';
  readonly class: MatlabNumericClass;
  /** Imaginary parts of a complex array, same shape. */
  readonly imaginary?: NumericData;
}

export type MatlabNumericClass =
  | 'double'
  | 'single'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64';

/** A logical array, 0 or 1. */
export interface MatlabLogical {
  readonly kind: 'logical';
  readonly data: Uint8Array;
  readonly shape: readonly number[];
}

/** A char array: one string per row, so that a usual 1 x n char array has one string. */
export interface MatlabChar {
  readonly kind: 'char';
  readonly rows: readonly string[];
  readonly shape: readonly number[];
}

/** A cell array; `elements` in row-major order of `shape`. */
export interface MatlabCell {
  readonly kind: 'cell';
  readonly elements: readonly MatlabValue[];
  readonly shape: readonly number[];
}

/** A struct or struct array; `elements` in row-major order of `shape`, a plain struct has one. */
export interface MatlabStruct {
  readonly kind: 'struct';
  /** The class of an object of an old-style class, which is stored like a struct. */
  readonly className?: string;
  readonly fields: readonly string[];
  readonly elements: readonly Readonly<Record<string, MatlabValue>>[];
  readonly shape: readonly number[];
}

/** A sparse matrix, compressed by columns: column j has the entries columnStart[j] .. columnStart[j + 1] - 1. */
export interface MatlabSparse {
  readonly kind: 'sparse';
  readonly rowIndex: Int32Array;
  readonly columnStart: Int32Array;
  readonly data: Float64Array;
  readonly imaginary?: Float64Array;
  readonly logical: boolean;
  readonly shape: readonly number[];
}

/** A value only MATLAB can read (a function handle, an object of a class): named, so that the rest stays readable. */
export interface MatlabUnsupported {
  readonly kind: 'unsupported';
  readonly class: string;
}

export type MatlabValue =
  | MatlabNumeric
  | MatlabLogical
  | MatlabChar
  | MatlabCell
  | MatlabStruct
  | MatlabSparse
  | MatlabUnsupported;

// -------------------------------------------------------------------------------------------------------- datasets

/** Contents of files by file name (without folder): what loaders take, so that they work in a browser too. */
export type DataFiles = ReadonlyMap<string, Uint8Array>;

/** A dataset lrsim can make a recording from. */
export interface Dataset {
  readonly name: string;
  /** What it is, in a line. */
  readonly title: string;
  /** False for a recording that is computed. */
  readonly needsFiles: boolean;
  /** The files it is made from, in a line; for messages. */
  readonly expects: string;
  /** Those of a folder's file names that it is made from; empty if they are not its files. */
  filesAmong(names: readonly string[]): readonly string[];
  /** Makes the recording, with default options. */
  load(files: DataFiles): Recording;
}

/** A unit left out of a recording, and why. */
export interface DroppedUnit {
  readonly unit: string;
  readonly reason: string;
}

/** A simulated recording with the truth it was drawn from. */
export interface SimulatedRecording extends Recording {
  /** Latent activity, [conditions, time, latents]. */
  readonly latents: NdArray<Float64Array>;
  /** One name per latent. */
  readonly latentNames: readonly string[];
  /** Rates before sampling of spikes and smoothing (Hz), [conditions, time, units]: baseline + weights x latents. */
  readonly trueRates: NdArray<Float64Array>;
  /** Hz per unit of latent, [units, latents]; its columns are orthogonal and of equal norm. */
  readonly weights: NdArray<Float64Array>;
}
