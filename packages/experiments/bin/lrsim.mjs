#!/usr/bin/env node
import { main } from '../dist/cli.js';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What a person can act on is in the message; the stack is for those who debug.
  console.error(process.env.LRSIM_DEBUG ? error : `lrsim: ${error.message}`);
  process.exitCode = 1;
}
