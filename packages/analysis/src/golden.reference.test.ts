import { describeGolden } from '@lrsim/test-support';
import { dpcaGolden } from '../test/golden/dpca.js';

describeGolden('Demixed PCA of the reference libraries', dpcaGolden);
