import { describeGolden } from '@lrsim/test-support';
import { ckaGolden, ckaQuirks } from '../test/golden/cka.js';
import { shapeGolden } from '../test/golden/shape.js';

describeGolden('Shape metrics of the reference libraries', shapeGolden);
describeGolden('Centred kernel alignment of the reference libraries', ckaGolden);
describeGolden('Odd conventions of centred kernel alignment', ckaQuirks, { quirks: true });
