import { rm, stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Retaining, RetentionHandler } from '../../compliance/index.ts';
import { rejectPathOf } from './import-run.ts';

interface Reject {
  readonly importId: number;
  readonly path: string;
  readonly startedAt: Date;
  readonly shared: boolean;
}

/** Rejects of finished imports begun before the term, on this disk or shared; oldest first. */
async function dueRejects({ platform, shop, before }: Omit<Retaining, 'runId'>): Promise<Reject[]> {
  const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<Omit<Reject, 'path'>>`
      select import_id as "importId", started_at as "startedAt",
        exists (select from ingest.import_files f
          where f.shop_id = i.shop_id and f.import_id = i.import_id and f.kind = 'rejects') as shared
      from ingest.imports i
      where shop_id = ${shop.shopId} and started_at < ${before} and state in ('done', 'failed', 'undone')
      order by started_at`.execute(tx),
  );
  const tools = { platform, mirror: platform.mirror };
  const rejects = rows.map((row) => ({ ...row, path: rejectPathOf(tools, row.importId) }));
  const there = await Promise.all(rejects.map(({ path }) => exists(path)));
  return rejects.filter(({ shared }, n) => shared || there[n]);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function dropShared(tx: Tx, shopId: number, importId: number): Promise<void> {
  await sql`delete from ingest.import_files
    where shop_id = ${shopId} and import_id = ${importId} and kind = 'rejects'`.execute(tx);
}

/**
 * What could not be imported lies on disk in clear, for somebody to correct; after its term nobody will. Disks of other
 * processes follow within ten minutes (mend-rejects.ts).
 */
export const rejectRetention: RetentionHandler = {
  subject: 'reject-files',
  async preview(what) {
    const due = await dueRejects(what);
    return { rows: due.length, oldest: due[0]?.startedAt.toISOString() ?? null };
  },
  async drop(what) {
    const { platform, shop } = what;
    const due = await dueRejects(what);
    for (const { importId, path } of due) {
      await withShop(platform.db, shop.shopId, (tx) => dropShared(tx, shop.shopId, importId));
      await rm(path, { force: true });
    }
    return due.length;
  },
};
