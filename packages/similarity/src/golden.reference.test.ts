import { describeGolden } from '@lrsim/test-support';
import { buresGolden } from '../test/golden/bures.js';
import { riemannianGolden } from '../test/golden/riemannian.js';
import { shapeGolden } from '../test/golden/shape.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Bures distances and similarities of the reference libraries', buresGolden);
describeGolden('Riemannian distances of the reference libraries', riemannianGolden);
