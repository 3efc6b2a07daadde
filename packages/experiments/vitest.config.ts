import { packageTests } from '../../vitest.base.js';

export default packageTests(300_000);
