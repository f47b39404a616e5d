import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { problem } from '../../../platform/errors.ts';

export interface Notice {
  readonly notice: string;
  readonly version: number;
  readonly text_zh: string;
  readonly text_en: string;
  readonly published_by: string;
  readonly published_at: Date;
}

export const unknownNotice = problem('unknown-notice', 422, {
  zh: '没有这个版本的告知文本',
  en: 'There is no such version of the notice',
});

/** The newest version first. */
export async function readNotices(tx: Tx, shopId: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select notice, version, text_zh, text_en, published_by, published_at from compliance.notices
    where shop_id = ${shopId} order by notice, version desc limit 200`.execute(tx);
  return rows;
}

export async function readNotice(
  tx: Tx,
  shopId: number,
  { notice, version }: { readonly notice: string; readonly version: number },
): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select notice, version, text_zh, text_en, published_by, published_at from compliance.notices
    where shop_id = ${shopId} and notice = ${notice} and version = ${version}`.execute(tx);
  return rows[0];
}

/** Publishes the next version; a published one never changes. Two at once get two versions: the key sees to it. */
export async function publishNotice(
  tx: Tx,
  shopId: number,
  it: {
    readonly notice: string;
    readonly text: { readonly zh: string; readonly en: string };
    readonly by: string;
  },
): Promise<Notice> {
  const { rows } = await sql<Notice>`
    insert into compliance.notices (shop_id, notice, version, text_zh, text_en, published_by)
    select ${shopId}, ${it.notice}, coalesce(max(version), 0) + 1, ${it.text.zh}, ${it.text.en}, ${it.by}
    from compliance.notices where shop_id = ${shopId} and notice = ${it.notice}
    on conflict do nothing
    returning notice, version, text_zh, text_en, published_by, published_at`.execute(tx);
  return rows[0] ?? publishNotice(tx, shopId, it);
}
