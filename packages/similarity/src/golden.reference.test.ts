import { describeGolden } from '@lrsim/test-support';
import { neighboursGolden } from '../test/golden/neighbours.js';
import { shapeGolden } from '../test/golden/shape.js';
import { statisticsGolden } from '../test/golden/statistics.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Nearest neighbours of the reference libraries', neighboursGolden);
describeGolden('Statistics and spans of the reference libraries', statisticsGolden);
