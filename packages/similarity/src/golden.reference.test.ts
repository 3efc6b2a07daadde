import { describeGolden } from '@lrsim/test-support';
import { buresGolden } from '../test/golden/bures.js';
import { ccaGolden, ccaQuirks } from '../test/golden/cca.js';
import { ckaGolden, ckaQuirks } from '../test/golden/cka.js';
import { dynamicsGolden } from '../test/golden/dynamics.js';
import { matchingGolden } from '../test/golden/matching.js';
import { neighboursGolden } from '../test/golden/neighbours.js';
import { regressionGolden } from '../test/golden/regression.js';
import { riemannianGolden } from '../test/golden/riemannian.js';
import { rsaGolden } from '../test/golden/rsa.js';
import { rsaInferenceGolden } from '../test/golden/rsa-inference.js';
import { shapeGolden } from '../test/golden/shape.js';
import { statisticsGolden } from '../test/golden/statistics.js';
import { stochasticGolden } from '../test/golden/stochastic.js';

// resi's residual of a translated copy is 1.65e-6 of rounding, its tolerance 1e-6.
describeGolden('Shape metrics of the reference libraries', shapeGolden, { roundingNoise: ['golden-0749'] });
describeGolden('Measures that match units, of the reference libraries', matchingGolden);
describeGolden('Nearest neighbours of the reference libraries', neighboursGolden);
describeGolden('Statistics and spans of the reference libraries', statisticsGolden);
describeGolden('Centred kernel alignment of the reference libraries', ckaGolden);
describeGolden('Odd conventions of centred kernel alignment', ckaQuirks, { quirks: true });
describeGolden('Canonical correlation analysis of the reference libraries', ccaGolden);
describeGolden('Odd conventions of canonical correlation analysis', ccaQuirks, { quirks: true });
describeGolden('Regression of the reference libraries', regressionGolden);
describeGolden('Bures distances and similarities of the reference libraries', buresGolden);
describeGolden('Riemannian distances of the reference libraries', riemannianGolden);
describeGolden('Stochastic shape distances of the reference libraries', stochasticGolden);
describeGolden('Dynamics of the DSA library', dynamicsGolden);
// rsatoolbox takes roots of eigenvalues that are rounding; ours leave them out and are held to the distance of the data in bures.test.ts.
const bures = { 'golden-2561': 1e-7, 'golden-2573': 1e-7, 'golden-2585': 1e-7 };
describeGolden('Representational similarity analysis of the reference libraries', rsaGolden, { referenceError: bures });
describeGolden('Inference on representational dissimilarity of the reference libraries', rsaInferenceGolden);
