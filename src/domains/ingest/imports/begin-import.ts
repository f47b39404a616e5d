import { mkdir, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { type FileFacts, factsOfFile } from './file-facts.ts';
import { type ImportCounts, noCounts } from './import-counts.ts';
import { alreadyRunning } from './import-problems.ts';
import type { ImportRequest } from './import-request.ts';
import { type ImportTools, importFolder } from './import-run.ts';
import { findUnfinished, insertImport, type NewImport, takeUp } from './import-store.ts';

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
  const release = hold(request.shopId, importId);
  await mkdir(importFolder(tools, importId), { recursive: true, mode: 0o700 });
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
  const before = await findUnfinished(tx, shopId, { fileHash: facts.hash, preset: source.name });
  if (before === undefined)
    return {
      importId: await insertImport(tx, shopId, noteOf({ tools, request, facts })),
      counts: noCounts(),
    };
  const { importId, counts } = before;
  if (isRunning(shopId, importId)) throw new ProblemError(alreadyRunning(importId));
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

/** Whether this process is importing it right now. */
export function isRunning(shopId: number, importId: number): boolean {
  return running.has(`${shopId} ${importId}`);
}

function hold(shopId: number, importId: number): () => void {
  const name = `${shopId} ${importId}`;
  if (running.has(name)) throw new ProblemError(alreadyRunning(importId));
  running.add(name);
  return () => running.delete(name);
}

/** Shown in every list of imports; people name files after customers. */
const nameOf = (fileName: string): string =>
  personalKindOf(fileName) === undefined ? fileName : `(personal)${extname(fileName)}`;
