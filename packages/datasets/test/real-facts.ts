import { readFileSync } from 'node:fs';
import { referencePath } from '@lrsim/test-support';

/** Facts about a real file, from the list that came with it. */
export type Facts = Readonly<Record<string, unknown>>;

/** The facts of all real files, by path. */
export function realFacts(): Readonly<Record<string, Facts>> {
  const { files }: { files: { file: string; facts_to_assert: Facts }[] } = JSON.parse(
    readFileSync(referencePath('real/README.json'), 'utf8'),
  );
  return Object.fromEntries(files.map(({ file, facts_to_assert }) => [file, facts_to_assert]));
}
