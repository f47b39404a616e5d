import { sql } from 'kysely';
import type { ImportState } from '../../../contract/imports.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type Problem, ProblemError } from '../../../platform/errors.ts';
import { type ImportCounts, noCounts } from './import-counts.ts';
import { stateChanged } from './import-problems.ts';
import { dropSharedFiles } from './shared-files.ts';

/** One row of ingest.imports. */
export interface ImportRow {
  readonly importId: number;
  readonly fileName: string;
  readonly filePath: string;
  /** SHA-256 of the file, hex. */
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly preset: string;
  readonly mapping: unknown;
  readonly options: StoredOptions;
  readonly state: ImportState;
  readonly bytesDone: number;
  readonly counts: ImportCounts;
  readonly problem: Problem | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  /** 'user:<id>', 'key:<id>', 'cli', 'system'. */
  readonly startedBy: string;
  /** The claim of the process that is at it, see import-claims.ts; null when nobody is. */
  readonly holder: string | null;
  /** The claim was not refreshed for a minute. */
  readonly stale: boolean;
}

/** What of an import's options its resumption needs. */
export interface StoredOptions {
  readonly maxRejects?: number;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string | number;
  /** The file is a copy of ours (an upload): gone when the import is done. */
  readonly ownsFile?: boolean;
}

const columns = sql`import_id as "importId", file_name as "fileName", file_path as "filePath",
  encode(file_hash, 'hex') as "fileHash", file_bytes as "fileBytes", preset, mapping, options, state,
  bytes_done as "bytesDone", counts, problem, started_at as "startedAt", finished_at as "finishedAt",
  undone_at as "undoneAt", started_by as "startedBy", holder, coalesce(held_at < now() - interval '1 minute', true) as stale`;

export type NewImport = Pick<
  ImportRow,
  'fileName' | 'filePath' | 'fileHash' | 'fileBytes' | 'preset' | 'mapping' | 'options'
> & { readonly startedBy: string; readonly startedAt: Date; readonly holder: string };

/** Notes a new import as running; answers its id. */
export async function insertImport(tx: Tx, shopId: number, it: NewImport): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ingest.imports (shop_id, file_name, file_path, file_hash, file_bytes, preset, mapping, options, state,
      counts, started_by, started_at, holder, held_at)
    values (${shopId}, ${it.fileName}, ${it.filePath}, decode(${it.fileHash}, 'hex'), ${it.fileBytes}, ${it.preset},
      ${it.mapping === null ? null : JSON.stringify(it.mapping)}::jsonb, ${JSON.stringify(it.options)}::jsonb,
      'running', ${JSON.stringify(noCounts())}::jsonb, ${it.startedBy}, ${it.startedAt},
      ${it.holder}, now())
    returning import_id as id`.execute(tx);
  return rows[0]!.id;
}

export async function findImport(tx: Tx, shopId: number, importId: number): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from ingest.imports where shop_id = ${shopId} and import_id = ${importId}`.execute(tx);
  return rows[0];
}

/** The unfinished import of this very file by this preset, to go on with. */
export async function findUnfinished(
  tx: Tx,
  shopId: number,
  { fileHash, preset }: { fileHash: string; preset: string },
): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from ingest.imports
    where shop_id = ${shopId} and file_hash = decode(${fileHash}, 'hex') and preset = ${preset}
      and state in ('running', 'interrupted')
    order by import_id desc limit 1`.execute(tx);
  return rows[0];
}

/** Imports that were not finished, oldest first: to be resumed when a server starts. */
export async function listUnfinished(tx: Tx, shopId: number): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from ingest.imports where shop_id = ${shopId} and state in ('running', 'interrupted', 'undoing')
    order by import_id`.execute(tx);
  return rows;
}

/** Imports, newest first, before the given id. */
export async function listImports(
  tx: Tx,
  shopId: number,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from ingest.imports
    where shop_id = ${shopId} and import_id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by import_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** When an import last ended or was undone, as text that tells one end from another; null where none ever did. */
export async function lastImportEnd(tx: Tx, shopId: number): Promise<string | null> {
  const { rows } = await sql<{ ended: string | null }>`
    select max(greatest(finished_at, undone_at))::text as ended from ingest.imports where shop_id = ${shopId}`.execute(
    tx,
  );
  return rows[0]!.ended;
}

/**
 * Moves the progress, in the transaction that stores the rows it covers: rolled back where the import is no longer running,
 * or another process has taken it over.
 */
export async function moveProgress(
  tx: Tx,
  shopId: number,
  it: { importId: number; holder: string; counts: ImportCounts; bytesDone: number },
): Promise<void> {
  const { rows } = await sql`
    update ingest.imports set counts = ${JSON.stringify(it.counts)}::jsonb, rows_done = ${it.counts.rows},
      bytes_done = ${it.bytesDone}
    where shop_id = ${shopId} and import_id = ${it.importId} and state = 'running'
      and holder = ${it.holder} returning import_id`.execute(tx);
  if (rows.length === 0) throw new ProblemError(stateChanged(it.importId));
}

/** Makes an unfinished import run again, held by a new claim; its file may have moved since. */
export async function takeUp(
  tx: Tx,
  shopId: number,
  it: { importId: number; filePath: string; holder: string; before: string | null },
): Promise<void> {
  const { rows } = await sql`
    update ingest.imports set state = 'running', file_path = ${it.filePath}, problem = null,
      holder = ${it.holder}, held_at = now()
    where shop_id = ${shopId} and import_id = ${it.importId} and state = any(${before.running})
      and holder is not distinct from ${it.before}
    returning import_id`.execute(tx);
  if (rows.length === 0) throw new ProblemError(stateChanged(it.importId));
}

/** From which states an import may come into each: one conditional statement decides between two who try at once. */
const before: Readonly<Record<ImportState, readonly ImportState[]>> = {
  running: ['running', 'interrupted'],
  interrupted: ['running'],
  done: ['running'],
  failed: ['running', 'interrupted', 'undoing'],
  undoing: ['running', 'interrupted', 'done', 'failed', 'undoing'],
  undone: ['undoing'],
};

/** Moves an import on. Throws `import-state-changed` where it is no longer in a state that allows it. */
export async function setState(
  tx: Tx,
  shopId: number,
  it: { importId: number; state: ImportState; at: Date; problem?: Problem; counts?: ImportCounts },
): Promise<void> {
  const ended = it.state === 'done' || it.state === 'failed' ? it.at : null;
  const undone = it.state === 'undone' ? it.at : null;
  const { rows } = await sql`
    update ingest.imports set state = ${it.state},
      finished_at = coalesce(${ended}::timestamptz, finished_at), undone_at = ${undone}::timestamptz,
      problem = case when ${it.state} = 'done' then null
        else coalesce(${it.problem === undefined ? null : JSON.stringify(it.problem)}::jsonb, problem) end,
      counts = coalesce(${it.counts === undefined ? null : JSON.stringify(it.counts)}::jsonb, counts)
    where shop_id = ${shopId} and import_id = ${it.importId} and state = any(${before[it.state]})
    returning import_id`.execute(tx);
  if (rows.length === 0) throw new ProblemError(stateChanged(it.importId));
  await dropSharedFiles(tx, shopId, it);
}
