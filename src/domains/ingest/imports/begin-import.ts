import { mkdir, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { noteBrokenOff } from './broken-off.ts';
import { type FileFacts, factsOfFile } from './file-facts.ts';
import { importsHere, isFree, keepClaim } from './import-claims.ts';
import { type ImportCounts, noCounts } from './import-counts.ts';
import { alreadyRunning, stateChanged, unfinishedOtherwise } from './import-problems.ts';
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
  /** Stands in the row: who has lost it to another stores nothing more. */
  readonly holder: string;
  release(): Promise<void>;
}

/** Finds the unfinished import of this file, or notes a new one; holds it until `release`. */
export async function beginImport(tools: ImportTools, request: ImportRequest): Promise<BegunImport> {
  const startedMs = performance.now();
  const facts = await factsOfFile(request.path);
  const { shopId } = request;
  const holder = importsHere.take(shopId);
  const { importId, counts } = await withShop(tools.platform.db, shopId, (tx) =>
    findOrMake(tx, { tools, request, facts, holder }),
  ).catch((error: unknown) => {
    importsHere.letGo(holder);
    throw error;
  });
  const { release } = keepClaim(tools.platform.db, { shopId, holder });
  try {
    await mkdir(importFolder(tools, importId), { recursive: true, mode: 0o700 });
  } catch (error) {
    await release();
    noteBrokenOff(tools.platform, { shopId, importId }, error);
    throw error;
  }
  return { importId, counts, fileBytes: facts.bytes, startedMs, holder, release };
}

interface Beginning {
  readonly tools: ImportTools;
  readonly request: ImportRequest;
  readonly facts: FileFacts;
  readonly holder: string;
}

async function findOrMake(
  tx: Tx,
  { tools, request, facts, holder }: Beginning,
): Promise<{ importId: number; counts: ImportCounts }> {
  const { shopId, source } = request;
  await oneAtATime(tx, shopId, facts.hash);
  const before = await findUnfinished(tx, shopId, { fileHash: facts.hash, preset: source.name });
  if (request.resumes !== undefined && before?.importId !== request.resumes)
    throw new ProblemError(stateChanged(request.resumes));
  if (before === undefined)
    return {
      importId: await insertImport(tx, shopId, noteOf({ tools, request, facts, holder })),
      counts: noCounts(),
    };
  const { importId, counts } = before;
  if (!isFree(before)) throw new ProblemError(alreadyRunning(importId));
  if (!isSameReading(before, request)) throw new ProblemError(unfinishedOtherwise(importId));
  await takeUp(tx, shopId, { importId, filePath: request.path, holder, before: before.holder });
  if (before.options.ownsFile && before.filePath !== request.path) await rm(before.filePath, { force: true });
  return { importId, counts: { ...noCounts(), ...counts } };
}

function noteOf({ tools, request, facts, holder }: Beginning): NewImport {
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
    holder,
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

/** Shown in every list of imports; people name files after customers. */
const nameOf = (fileName: string): string =>
  personalKindOf(fileName) === undefined ? fileName : `(personal)${extname(fileName)}`;
