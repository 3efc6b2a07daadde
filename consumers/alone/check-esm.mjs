// node check-esm.mjs PACKAGE ENTRY...: every entry can be imported, and those that have a call do what they are for.
import { calls } from './calls.mjs';

const [name, ...entries] = process.argv.slice(2);
for (const entry of entries) {
  const exported = await import(entry);
  if (Object.keys(exported).length === 0) throw new Error(`import '${entry}' gives nothing`);
}
for (const entry of [name, ...entries.filter((one) => one !== name && calls[one])])
  if ((await calls[entry](await import(entry))) !== true) throw new Error(`the call of ${entry} did not return true`);
