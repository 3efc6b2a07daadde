/** The two functions a conformance suite needs of a test runner; vitest's, mocha's and node:test's all fit. */
export interface TestRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => void | Promise<void>): unknown;
}

/** Throws with `message` unless `condition` holds. Conformance suites bring no assertion library along. */
export function expectThat(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** The message of the ArgumentError that `act` must raise; `what` names the case if it raises none or another. */
export function argumentError(act: () => unknown, what: string): string {
  try {
    act();
  } catch (error) {
    const named = error instanceof RangeError && ['ArgumentError', 'NonFiniteError'].includes(error.name);
    expectThat(named, `${what}: raises ${error}; expected an ArgumentError`);
    return (error as Error).message;
  }
  throw new Error(`${what}: raises nothing; expected an ArgumentError`);
}
