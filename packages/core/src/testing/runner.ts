/** The two functions a conformance suite needs of a test runner; vitest's, mocha's and node:test's all fit. */
export interface TestRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => void | Promise<void>): unknown;
}

/** Throws with `message` unless `condition` holds. Conformance suites bring no assertion library along. */
export function expectThat(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
