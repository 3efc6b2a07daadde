// Opens a page in headless Chromium ($CHROMIUM, or where Linux distributions put it) and reads what it computed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { numbers } from './numbers.js';

const chromium = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

// That it can be bundled is checked everywhere: an import of a module of Node would end it.
await build({
  entryPoints: ['page.js'],
  bundle: true,
  platform: 'browser',
  outfile: 'built/page.js',
  logLevel: 'error',
});

if (!chromium) {
  console.log('skipped: the page was bundled, but there is no Chromium to open it; set CHROMIUM to its path');
} else {
  const page = join(process.cwd(), 'built', 'page.html');
  const script = readFileSync('built/page.js', 'utf8').replaceAll('</script', '<\\/script');
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><body><script>${script}</script></body>`);
  const options = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(process.cwd(), 'profile')}`];
  const html = execFileSync(chromium, [...options, '--dump-dom', `file://${page}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const found = /<body>(\{.*?\})<\/body>/s.exec(html)?.[1];
  assert.deepEqual(JSON.parse(found ?? 'null'), numbers());
  console.log(`the same numbers in Chromium and in Node: ${found}`);
}
