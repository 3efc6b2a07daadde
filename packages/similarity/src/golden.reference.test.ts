import { describeGolden } from '@lrsim/test-support';
import { buresGolden } from '../test/golden/bures.js';
import { riemannianGolden } from '../test/golden/riemannian.js';
import { shapeGolden } from '../test/golden/shape.js';
import { stochasticGolden } from '../test/golden/stochastic.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Bures distances and similarities of the reference libraries', buresGolden);
describeGolden('Riemannian distances of the reference libraries', riemannianGolden);
describeGolden('Stochastic shape distances of the reference libraries', stochasticGolden);
