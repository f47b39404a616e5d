import { mkdir, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { noteBrokenOff } from './broken-off.ts';
import { type FileFacts, factsOfFile } from './file-facts.ts';
import { type ImportCounts, noCounts } from './import-counts.ts';
import { alreadyRunning, unfinishedOtherwise } from './import-problems.ts';
import type { ImportRequest } from './import-request.ts';
import { type ImportTools, importFolder } from './import-run.ts';
import { findUnfinished, type ImportRow, insertImport, type NewImport, takeUp } from './import-store.ts';

/** An import that may run: new, or one that was interrupted. */
export interface BegunImport {
  readonly importId: number;
  readonly fileBytes: number;
  /** Of the rows stored by earlier runs. */
  readonly counts: ImportCounts;
  readonly startedMs: number;
  release(): void;
}

/** Imports under way in this process (the owner of the data directory): one file is never imported by two at once. */
const running = new Set<string>();

/** Finds the unfinished import of this file, or notes a new one; holds it until `release`. */
export async function beginImport(tools: ImportTools, request: ImportRequest): Promise<BegunImport> {
  const startedMs = performance.now();
  const facts = await factsOfFile(request.path);
  const { importId, counts } = await withShop(tools.platform.db, request.shopId, (tx) =>
    findOrMake(tx, { tools, request, facts }),
  );
  const release = holdImport(request.shopId, importId);
  try {
    await mkdir(importFolder(tools, importId), { recursive: true, mode: 0o700 });
  } catch (error) {
    release();
    noteBrokenOff(tools.platform, { shopId: request.shopId, importId }, error);
    throw error;
  }
  return { importId, counts, fileBytes: facts.bytes, startedMs, release };
}

interface Beginning {
  readonly tools: ImportTools;
  readonly request: ImportRequest;
  readonly facts: FileFacts;
}

async function findOrMake(
  tx: Tx,
  { tools, request, facts }: Beginning,
): Promise<{ importId: number; counts: ImportCounts }> {
  const { shopId, source } = request;
  await oneAtATime(tx, shopId, facts.hash);
  const before = await findUnfinished(tx, shopId, { fileHash: facts.hash, preset: source.name });
  if (before === undefined)
    return {
      importId: await insertImport(tx, shopId, noteOf({ tools, request, facts })),
      counts: noCounts(),
    };
  const { importId, counts } = before;
  if (running.has(`${shopId} ${importId}`)) throw new ProblemError(alreadyRunning(importId));
  if (!isSameReading(before, request)) throw new ProblemError(unfinishedOtherwise(importId));
  await takeUp(tx, shopId, { importId, filePath: request.path });
  if (before.options.ownsFile && before.filePath !== request.path) await rm(before.filePath, { force: true });
  return { importId, counts };
}

function noteOf({ tools, request, facts }: Beginning): NewImport {
  return {
    fileName: nameOf(request.fileName ?? basename(request.path)),
    filePath: request.path,
    fileHash: facts.hash,
    fileBytes: facts.bytes,
    preset: request.source.name,
    mapping: request.mapping ?? null,
    options: request.options ?? {},
    startedBy: request.startedBy,
    startedAt: tools.platform.clock.now(),
  };
}

/** Two first starts of one file wait for each other here: the second finds what the first noted. */
async function oneAtATime(tx: Tx, shopId: number, fileHash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${shopId} ${fileHash}`}, 0))`.execute(tx);
}

/** Going on under another mapping or encoding would read the rest of the file by other rules than its beginning. */
function isSameReading(before: ImportRow, { mapping, options = {} }: ImportRequest): boolean {
  const { encoding, delimiter, sheet } = before.options;
  return isDeepStrictEqual(
    [before.mapping ?? null, encoding, delimiter, sheet],
    [mapping ?? null, options.encoding, options.delimiter, options.sheet],
  );
}

/** Nobody else in this process imports it or takes it back until it is released. Throws `import-running`. */
export function holdImport(shopId: number, importId: number): () => void {
  const name = `${shopId} ${importId}`;
  if (running.has(name)) throw new ProblemError(alreadyRunning(importId));
  running.add(name);
  return () => running.delete(name);
}

/** Shown in every list of imports; people name files after customers. */
const nameOf = (fileName: string): string =>
  personalKindOf(fileName) === undefined ? fileName : `(personal)${extname(fileName)}`;
