import { describeGolden } from '@lrsim/test-support';
import { dynamicsGolden } from '../test/golden/dynamics.js';
import { shapeGolden } from '../test/golden/shape.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Dynamics of the DSA library', dynamicsGolden);
