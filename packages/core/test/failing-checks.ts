import { expect } from 'vitest';
import type { TestRunner } from '../src/testing/runner.js';

/** Runs a conformance suite, outside vitest's own, and returns the titles of the checks that fail. */
export async function failingChecks(suite: (runner: TestRunner) => void): Promise<string[]> {
  const checks: { title: string; body: () => void | Promise<void> }[] = [];
  suite({ describe: (_, body) => body(), it: (title, body) => checks.push({ title, body }) });
  expect(checks.length).toBeGreaterThan(5);
  const failed: string[] = [];
  for (const { title, body } of checks) {
    try {
      await body();
    } catch {
      failed.push(title);
    }
  }
  return failed;
}
