import { fileURLToPath } from 'node:url';
import { testReadmeExamples } from '@lrsim/test-support';
import { describe } from 'vitest';

describe('README', () => testReadmeExamples(fileURLToPath(new URL('..', import.meta.url))));
