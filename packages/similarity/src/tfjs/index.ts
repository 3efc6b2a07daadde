// Measures as differentiable operations of tfjs; needs @tensorflow/tfjs-core, which the main entry does not

export { cca, linearCka, procrustes, ridge } from './operations.js';
