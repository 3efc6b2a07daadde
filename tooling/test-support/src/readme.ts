import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Example {
  readonly code: string;
  readonly printed: string | undefined;
}

/** Every `js` block of a README, with the `text` block that directly follows it as what it should print. */
function examplesOf(readme: string): Example[] {
  const pattern = /```js\n([\s\S]*?)```(?:\s*```text\n([\s\S]*?)```)?/g;
  return [...readme.matchAll(pattern)].map(([, code, printed]) => ({ code, printed }));
}

/**
 * Runs the README's examples as a user would: the built package, by its own name, under plain Node (not under vite),
 * and compares what each prints with the README. Examples that need more than the package are not in the README.
 */
export function testReadmeExamples(packageFolder: string) {
  const examples = examplesOf(readFileSync(join(packageFolder, 'README.md'), 'utf8'));
  it('has an example', () => expect(examples.length).toBeGreaterThan(0));
  examples.forEach(({ code, printed }, index) => {
    it(`README example ${index + 1} runs and prints what it says`, () => {
      const file = join(packageFolder, `.readme-example-${process.pid}-${index}.mjs`);
      writeFileSync(file, code);
      try {
        const output = execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: packageFolder });
        if (printed !== undefined) expect(output.trim()).toBe(printed.trim());
      } finally {
        rmSync(file);
      }
    });
  });
}
