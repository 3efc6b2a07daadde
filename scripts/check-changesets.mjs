// Checks that every changeset has the front matter that `changeset version` reads: a formatter of Markdown takes it for a heading.
import { readdirSync, readFileSync } from 'node:fs';

const FRONT_MATTER = /^---\n("@lrsim\/[a-z]+": (patch|minor|major)\n)+---\n\n\S/;

const folder = new URL('../.changeset/', import.meta.url);
const broken = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .filter((name) => !FRONT_MATTER.test(readFileSync(new URL(name, folder), 'utf8')));
for (const name of broken)
  console.error(
    `.changeset/${name}: expected a line ---, packages with patch, minor or major, a line --- and what changed`,
  );
process.exit(broken.length > 0 ? 1 : 0);
