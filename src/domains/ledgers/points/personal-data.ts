import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Erasing, Holding, PersonalData, Showing } from '../../compliance/index.ts';
import { lockHeld } from './held-store.ts';
import { forgetHeld } from './mirror-held.ts';

/** The promise ends with the person: what they hold is taken back, and the entries stay as those of nobody. */
export const pointsData: PersonalData = { name: 'points', holdings, show, erase };

const law = {
  zh: '电子商务法第 31 条 (交易信息保存不少于三年)，与客户断开关联后保留',
  en: 'E-Commerce Law art. 31 (transactions are kept for three years at least); stays without a link to the person',
};

async function holdings({ tx, shopId, personIds }: Showing): Promise<Holding[]> {
  const { rows } = await sql<{ points: number; entries: number }>`
    select coalesce(sum(pending + active + reserved), 0)::bigint as points, coalesce(sum(last_seq), 0)::bigint as entries
    from ledgers.points_accounts where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(
    tx,
  );
  const { points, entries } = rows[0]!;
  return [
    { what: 'points', label: { zh: '积分余额', en: 'points held' }, count: points },
    {
      what: 'points-entries',
      label: { zh: '积分流水', en: 'entries of points' },
      count: entries,
      stays: law,
    },
  ];
}

async function show({ tx, shopId, personIds }: Showing): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id, pending, active, reserved, owed, debt from ledgers.points_accounts
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) order by account_id`.execute(tx);
  const accounts = rows.map((row) => row.account_id);
  const lots = await sql`
    select points, pending, active, reserved, spent, expired, gone, earned_at, active_from, expires_at
    from ledgers.points_lots where shop_id = ${shopId} and account_id = any(${accounts}::bigint[]) order by lot_id`.execute(
    tx,
  );
  const entries = await sql`
    select e.at, c.kind, c.cause, c.ref, c.reason, e.outside, e.pending_by, e.active_by, e.reserved_by, e.owed_by, e.debt_by
    from ledgers.points_entries e join ledgers.points_acts c on c.shop_id = e.shop_id and c.act_id = e.act_id
    where e.shop_id = ${shopId} and c.shop_id = ${shopId} and e.account_id = any(${accounts}::bigint[])
    order by e.at, e.account_id, e.seq`.execute(tx);
  return { points: { accounts: rows, lots: lots.rows, entries: entries.rows } };
}

async function erase({ platform, shopId, personIds }: Erasing): Promise<void> {
  const now = platform.clock.now();
  await withShop(platform.db, shopId, async (tx) => {
    await lockHeld(tx, shopId);
    await sql`select ledgers.points_forget(${shopId}, ${personIds}::integer[], ${now}, 'erasure')`.execute(
      tx,
    );
  });
  await forgetHeld(platform, shopId, personIds);
}
