// node check-cjs.cjs PACKAGE ENTRY...: every entry can be required, and the main one does what it is for.
const [name, ...entries] = process.argv.slice(2);
for (const entry of entries)
  if (Object.keys(require(entry)).length === 0) throw new Error(`require('${entry}') gives nothing`);

import('./calls.mjs').then(async ({ calls }) => {
  if ((await calls[name](require(name))) !== true) throw new Error(`the call of ${name} did not return true`);
});
