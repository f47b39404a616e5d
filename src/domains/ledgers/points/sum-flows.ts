import { type RawBuilder, sql } from 'kysely';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { KeepingPoints } from './keeping-points.ts';

/**
 * Entries are summed when they are so old: an entry carries the instant its act began, and a transaction that is committed
 * two hours after it began does not exist (statements end after 30 s, sessions left open after five minutes).
 */
const BEHIND_MS = 2 * 3_600_000;
const QUARTER_MS = 900_000;
/** Of entries in one piece: a longer stretch of time next where there were few, a shorter one where there were many. */
const FEW = 20_000;

/** Quarters of an hour in which points came, were spent, expired or were taken back, of a span of time. */
export const flowsOf = (shopId: number, from: Date, upto: Date): RawBuilder<unknown> => sql`
  select ${shopId}::integer as shop_id, date_bin('15 minutes', at, '2000-01-01Z') as quarter, what,
    case what when 'spent' then ${sql.raw(monthsUntil('at'))} when 'expired' then ${sql.raw(monthsUntil('expires_at'))} else 0 end
      as age,
    sum(case what when 'issued' then gain else -gain end)::bigint as points
  from (
    select e.at, l.active_from, l.expires_at, e.pending_by + e.active_by + e.reserved_by as gain,
      case when e.outside in ('spent', 'expired') then e.outside
        when e.outside in ('issued', 'adjusted') and e.pending_by + e.active_by + e.reserved_by > 0 then 'issued'
        else 'revoked' end as what
    from ledgers.points_entries e
    left join ledgers.points_lots l on l.shop_id = ${shopId} and l.account_id = e.account_id and l.lot_id = e.lot_id
    where e.shop_id = ${shopId} and e.at >= ${from} and e.at < ${upto}
      and e.pending_by + e.active_by + e.reserved_by <> 0) moved
  group by 2, 3, 4`;

/** Months of 30.44 days between when a lot became active and a moment; never below nothing. */
function monthsUntil(moment: string): string {
  return `greatest(0, floor(extract(epoch from (${moment} - active_from)) / 2629746))::integer`;
}

/** Sums what is behind the clock, a stretch of time at once, each with the note of how far it came. */
export async function sumFlows(db: Db, { shopId, at, signal }: KeepingPoints): Promise<void> {
  const most = quarterOf(new Date(at.getTime() - BEHIND_MS));
  let from = await withShop(db, shopId, (tx) => readUpto(tx, shopId));
  let stretch = 96 * QUARTER_MS;
  while (from !== undefined && from < most && !signal.aborted) {
    const upto: Date = new Date(Math.min(most.getTime(), from.getTime() + stretch));
    const read = await withShop(db, shopId, (tx) => sumPiece(tx, { shopId, from: from!, upto }));
    if (read === undefined) return;
    const next = read < FEW ? stretch * 2 : stretch / 2;
    stretch = Math.max(QUARTER_MS, Math.floor(next / QUARTER_MS) * QUARTER_MS);
    from = upto;
  }
}

const quarterOf = (at: Date): Date => new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS);

/** How far it has come; before the first time a day before the first act, as clocks differ. Undefined: no act yet. */
export async function readUpto(tx: Tx, shopId: number): Promise<Date | undefined> {
  const { rows } = await sql<{ upto: Date }>`
    select upto from ledgers.points_flows_upto where shop_id = ${shopId}`.execute(tx);
  if (rows[0] !== undefined) return rows[0].upto;
  const { rows: first } = await sql<{ at: Date }>`
    select at from ledgers.points_acts where shop_id = ${shopId} order by act_id limit 1`.execute(tx);
  return first[0] && quarterOf(new Date(first[0].at.getTime() - 86_400_000));
}

interface Stretch {
  readonly shopId: number;
  readonly from: Date;
  readonly upto: Date;
}

/** Rows it summed; undefined where another process was at the same stretch. */
async function sumPiece(tx: Tx, { shopId, from, upto }: Stretch): Promise<number | undefined> {
  const { numAffectedRows: mine } = await sql`
    insert into ledgers.points_flows_upto as u (shop_id, upto) values (${shopId}, ${upto})
    on conflict (shop_id) do update set upto = excluded.upto where u.upto = ${from}`.execute(tx);
  if (mine !== 1n) return undefined;
  const { rows } = await sql<{ n: number }>`
    with summed as (
      insert into ledgers.points_flows (shop_id, quarter, what, age, points) ${flowsOf(shopId, from, upto)}
      returning points)
    select count(*) as n from ledgers.points_entries
    where shop_id = ${shopId} and at >= ${from} and at < ${upto} and (select count(*) from summed) >= 0`.execute(
    tx,
  );
  return rows[0]!.n;
}
