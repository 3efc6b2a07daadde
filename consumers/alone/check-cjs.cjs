// node check-cjs.cjs PACKAGE ENTRY...: every entry can be required, and those that have a call do what they are for.
const [name, ...entries] = process.argv.slice(2);
for (const entry of entries)
  if (Object.keys(require(entry)).length === 0) throw new Error(`require('${entry}') gives nothing`);

import('./calls.mjs').then(async ({ calls }) => {
  for (const entry of [name, ...entries.filter((one) => one !== name && calls[one])])
    if ((await calls[entry](require(entry))) !== true) throw new Error(`the call of ${entry} did not return true`);
});
