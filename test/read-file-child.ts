/** Reads a file of rows to its end, as an import does, and says how many there were and what memory it took at most. */

import { readFile } from 'node:fs/promises';
import { openRows } from '../src/domains/ingest/imports/files/open-rows.ts';

const [, , path] = process.argv;
const opened = await openRows(path!);
let rows = 0;
for await (const batch of opened.batches) rows += batch.rows.length;
// Of this program's own memory: maxRSS of resourceUsage() begins at what its parent had.
const [, kibibytes] = /^VmHWM:\s+(\d+) kB/m.exec(await readFile('/proc/self/status', 'utf8'))!;
console.log(JSON.stringify({ rows, peakMb: Number(kibibytes) / 1024 }));
