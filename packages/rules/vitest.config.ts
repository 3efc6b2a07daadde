import { packageTests } from '../../vitest.base.js';

export default packageTests(120_000);
