// Checks that every changeset has the front matter that `changeset version` reads: a formatter of Markdown takes it for a heading.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FRONT_MATTER = /^---\n((["'])@lrsim\/[a-z]+\2: (patch|minor|major)\n)+---\n\n\S/;

/** Whether a file begins with packages and what kind of release each needs, and goes on with what changed. */
export const isChangeset = (text) => FRONT_MATTER.test(text);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../.changeset/', import.meta.url);
  const broken = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .filter((name) => !isChangeset(readFileSync(new URL(name, folder), 'utf8')));
  for (const name of broken)
    console.error(
      `.changeset/${name}: expected a line ---, packages with patch, minor or major, a line --- and what changed`,
    );
  if (broken.length > 0) process.exit(1);
}
