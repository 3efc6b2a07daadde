import { describeGolden } from '@lrsim/test-support';
import { shapeGolden } from '../test/golden/shape.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
