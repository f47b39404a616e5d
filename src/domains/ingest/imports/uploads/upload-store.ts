import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/postgres.ts';

/** A file that waits to be imported: one row of ingest.uploads. */
export interface UploadRow {
  readonly uploadId: string;
  readonly fileName: string;
  /** SHA-256, hex. */
  readonly fileHash: string;
  readonly fileBytes: number;
  /** 'user:<id>' or 'key:<id>'. */
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

/** Nobody looks at an upload for longer: people's data in clear should not wait. */
export const KEPT_HOURS = 24;

/** Of a shop, waiting at once. */
const MOST_WAITING = 20;

const columns = sql`upload_id as "uploadId", file_name as "fileName", encode(file_hash, 'hex') as "fileHash",
  file_bytes as "fileBytes", uploaded_by as "uploadedBy", uploaded_at as "uploadedAt"`;

/** Notes an upload; false where 20 wait already. */
export async function insertUpload(tx: Tx, shopId: number, it: UploadRow): Promise<boolean> {
  const { rows } = await sql`
    insert into ingest.uploads (shop_id, upload_id, file_name, file_hash, file_bytes, uploaded_by, uploaded_at)
    select ${shopId}, ${it.uploadId}::uuid, ${it.fileName}, decode(${it.fileHash}, 'hex'), ${it.fileBytes}::bigint,
      ${it.uploadedBy}, ${it.uploadedAt}::timestamptz
    where (select count(*) from ingest.uploads where shop_id = ${shopId}) < ${MOST_WAITING}
    returning upload_id`.execute(tx);
  return rows.length > 0;
}

export async function findUpload(tx: Tx, shopId: number, uploadId: string): Promise<UploadRow | undefined> {
  const { rows } = await sql<UploadRow>`
    select ${columns} from ingest.uploads where shop_id = ${shopId} and upload_id::text = ${uploadId}`.execute(
    tx,
  );
  return rows[0];
}

/** Newest first. */
export async function listUploads(tx: Tx, shopId: number): Promise<UploadRow[]> {
  const { rows } = await sql<UploadRow>`
    select ${columns} from ingest.uploads where shop_id = ${shopId} order by uploaded_at desc, upload_id`.execute(
    tx,
  );
  return rows;
}

/** False where it is gone already: of two, one has deleted it. */
export async function deleteUpload(tx: Tx, shopId: number, uploadId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from ingest.uploads where shop_id = ${shopId} and upload_id::text = ${uploadId} returning upload_id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Those of before `before` go; their files are swept behind them. */
export async function deleteOldUploads(tx: Tx, shopId: number, before: Date): Promise<void> {
  await sql`delete from ingest.uploads where shop_id = ${shopId} and uploaded_at < ${before}`.execute(tx);
}
