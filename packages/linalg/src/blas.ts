// The finding and opening of the system's BLAS, for other packages that call one

export { firstLibrary, type NativeLibrary } from './native/native-library.js';
