import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Retaining, RetentionHandler } from '../../compliance/index.ts';
import { importFolder } from './import-run.ts';

interface Reject {
  readonly path: string;
  readonly startedAt: Date;
}

/** Reject files, on this machine, of finished imports begun before the term; oldest first. */
async function dueFiles({ platform, shop, before }: Omit<Retaining, 'runId'>): Promise<Reject[]> {
  const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{ id: number; at: Date }>`
      select import_id as id, started_at as at from ingest.imports
      where shop_id = ${shop.shopId} and started_at < ${before} and state in ('done', 'failed', 'undone')
      order by started_at`.execute(tx),
  );
  const files = rows.map(({ id, at }) => ({
    path: join(importFolder({ platform, mirror: platform.mirror }, id), 'rejects.csv'),
    startedAt: at,
  }));
  const there = await Promise.all(files.map(({ path }) => exists(path)));
  return files.filter((_, n) => there[n]);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** What could not be imported lies on disk in clear, for somebody to correct; after its term nobody will. */
export const rejectRetention: RetentionHandler = {
  subject: 'reject-files',
  async preview(what) {
    const files = await dueFiles(what);
    return { rows: files.length, oldest: files[0]?.startedAt.toISOString() ?? null };
  },
  async drop(what) {
    const files = await dueFiles(what);
    for (const { path } of files) await rm(path, { force: true });
    return files.length;
  },
};
