// Dynamics

export * from './dmd/index.js';
