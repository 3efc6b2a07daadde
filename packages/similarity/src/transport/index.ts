// Optimal transport

export {
  type EntropicMatching,
  type EntropicMatchingOptions,
  entropicMatching,
} from './entropic-matching.js';
export { optimalTransport, type TransportPlan } from './optimal-transport.js';
export { type SinkhornOptions, sinkhorn } from './sinkhorn.js';
