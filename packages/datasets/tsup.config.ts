import { packageBuild } from '../../tsup.base.js';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'node/index': 'src/node/index.ts',
    'node/hdf5-worker': 'src/node/timed/hdf5-worker.ts',
  },
});
