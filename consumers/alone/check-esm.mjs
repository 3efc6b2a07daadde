// node check-esm.mjs PACKAGE ENTRY...: every entry can be imported, and the main one does what it is for.
import { calls } from './calls.mjs';

const [name, ...entries] = process.argv.slice(2);
for (const entry of entries) {
  const exported = await import(entry);
  if (Object.keys(exported).length === 0) throw new Error(`import '${entry}' gives nothing`);
}
if ((await calls[name](await import(name))) !== true) throw new Error(`the call of ${name} did not return true`);
