// Compiles the AssemblyScript in the assembly/ folder of the package it runs in to src/generated/<file>.ts, each of which exports
// one WebAssembly module as base64: a string needs no URL and no loader, in Node, a bundler, a worker or a browser. What is built
// is in assembly/modules.json: an entry, the file made of it, the constant that file exports, and further options of asc. Does
// nothing where the generated files are newer than everything they are made from. The modules import their memory and have no
// data of their own in it.
//
//   node ../../scripts/build-assembly.mjs
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = `${process.cwd()}/`;
const modules = JSON.parse(await readFile(`${folder}assembly/modules.json`, 'utf8'));

const OPTIONS = '-O3 --converge --noAssert --runtime stub --enable simd --importMemory --noExportMemory --use abort=';
const generated = `${folder}src/generated`;

const modified = async (path) => (await stat(path).catch(() => undefined))?.mtimeMs;

async function upToDate() {
  const sources = (await readdir(`${folder}assembly`)).map((name) => `${folder}assembly/${name}`);
  const newest = Math.max(...(await Promise.all([...sources, fileURLToPath(import.meta.url)].map(modified))));
  const made = await Promise.all(modules.map(({ file }) => modified(`${generated}/${file}.ts`)));
  return made.every((time) => time > newest);
}

async function compile(asc, { entry, options = [] }) {
  const args = [`assembly/${entry}.ts`, ...OPTIONS.split(' '), ...options, '--outFile', 'out.wasm'];
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
  for (const module of modules) {
    const wasm = await compile(asc, module);
    const text = `/** assembly/${module.entry}.ts, compiled (${wasm.length} bytes). */\nexport const ${module.constant}: string =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
    // Renamed into place, so that a build beside this one never reads half a file.
    const temporary = `${generated}/${module.file}.${process.pid}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, `${generated}/${module.file}.ts`);
  }
}
