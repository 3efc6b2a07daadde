import { describeGolden } from '@lrsim/test-support';
import { matchingGolden } from '../test/golden/matching.js';
import { neighboursGolden } from '../test/golden/neighbours.js';
import { shapeGolden } from '../test/golden/shape.js';
import { statisticsGolden } from '../test/golden/statistics.js';

// resi's residual of a translated copy is 1.65e-6 of rounding, its tolerance 1e-6.
describeGolden('Shape metrics of the reference libraries', shapeGolden, { roundingNoise: ['golden-0749'] });
describeGolden('Measures that match units, of the reference libraries', matchingGolden);
describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Nearest neighbours of the reference libraries', neighboursGolden);
describeGolden('Statistics and spans of the reference libraries', statisticsGolden);
