// One small real call per package, on what its main entry exports; each must return true. They run in a project that
// holds that package alone, by ESM and by CommonJS.
export const calls = {
  '@lrsim/core': ({ createRng, toMatrix }) =>
    createRng(7).uniform() === createRng(7).uniform() && toMatrix('call', 'x', [[1, 2]]).columns === 2,
};
