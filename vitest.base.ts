import { defineConfig } from 'vitest/config';

/** The one test setting of every package: tests sit beside what they test. */
export const packageTests = (timeoutMs = 30_000) =>
  defineConfig({
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      passWithNoTests: false,
    },
  });
