import { describeGolden } from '@lrsim/test-support';
import { ccaGolden, ccaQuirks } from '../test/golden/cca.js';
import { ckaGolden, ckaQuirks } from '../test/golden/cka.js';
import { regressionGolden } from '../test/golden/regression.js';
import { shapeGolden } from '../test/golden/shape.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Centred kernel alignment of the reference libraries', ckaGolden);
describeGolden('Odd conventions of centred kernel alignment', ckaQuirks, { quirks: true });
describeGolden('Canonical correlation analysis of the reference libraries', ccaGolden);
describeGolden('Odd conventions of canonical correlation analysis', ccaQuirks, { quirks: true });
describeGolden('Regression of the reference libraries', regressionGolden);
