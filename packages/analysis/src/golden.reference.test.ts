import { describeGolden } from '@lrsim/test-support';
import { dpcaGolden } from '../test/golden/dpca.js';
import { shapesGolden } from '../test/golden/shapes.js';

describeGolden('Demixed PCA of the reference libraries', dpcaGolden);
describeGolden('Means and tangent spaces of netrep', shapesGolden);
