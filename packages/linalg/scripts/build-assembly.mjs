// Compiles the AssemblyScript of assembly/ to src/generated/linalg.ts, which exports the WebAssembly module as base64: a
// string needs no URL and no loader, in Node, a bundler, a worker or a browser. Does nothing where the generated file is newer
// than everything it is made from. The module imports its memory and has no data of its own in it.
//
//   node scripts/build-assembly.mjs
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const OPTIONS = '-O3 --converge --noAssert --runtime stub --enable simd --importMemory --noExportMemory --use abort=';
const folder = fileURLToPath(new URL('..', import.meta.url));
const generated = `${folder}src/generated`;

const modified = async (path) => (await stat(path).catch(() => undefined))?.mtimeMs;

async function upToDate() {
  const sources = (await readdir(`${folder}assembly`)).map((name) => `${folder}assembly/${name}`);
  const newest = Math.max(...(await Promise.all([...sources, fileURLToPath(import.meta.url)].map(modified))));
  return (await modified(`${generated}/linalg.ts`)) > newest;
}

async function compile(asc) {
  const args = ['assembly/linalg.ts', ...OPTIONS.split(' '), '--outFile', 'out.wasm'];
  let wasm;
  const { error, stderr } = await asc.main(args, {
    baseDir: folder,
    writeFile: (_, contents) => {
      wasm = contents;
    },
  });
  if (error) throw new Error(`asc ${args.join(' ')}: ${error.message}\n${stderr}`);
  return wasm;
}

if (!(await upToDate())) {
  const { default: asc } = await import('assemblyscript/asc');
  await mkdir(generated, { recursive: true });
  const wasm = await compile(asc);
  const text = `/** assembly/linalg.ts, compiled (${wasm.length} bytes). */\nexport const LINALG: string =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
  // Renamed into place, so that a build beside this one never reads half a file.
  const temporary = `${generated}/linalg.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, `${generated}/linalg.ts`);
}
