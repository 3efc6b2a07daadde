// Optimal transport

export { optimalTransport, type TransportPlan } from './optimal-transport.js';
export { type SinkhornOptions, sinkhorn } from './sinkhorn.js';
