import { sql } from 'kysely';
import type { SpendRecord } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { spendKind } from './orders-kind.ts';
import type { RefundContext } from './store-refunds.ts';

export type SpendOutcome = 'created' | 'updated' | 'unchanged';

/**
 * Stores what was spent by channel, campaign and shop day; one outcome per record, in their order. Said again
 * otherwise, the last heard stands; an import that repeats what was said before changes nothing. Of several records of
 * one day in a call the last counts. Owes the mirror kind `acquisition-spend`.
 */
export async function storeSpend(
  tx: Tx,
  { shopId, importId }: RefundContext,
  records: readonly SpendRecord[],
): Promise<SpendOutcome[]> {
  const last = new Map(records.map((record, n) => [keyOf(record), n]));
  const rows = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, n]) => rowOf(records[n]!, n));
  const made = await insertSpend(tx, shopId, { rows, importId });
  await stateSpend(tx, shopId, { rows, importId });
  const moved = await standLastHeard(tx, shopId, rows);
  await owe(
    tx,
    shopId,
    spendKind,
    [...made, ...moved].map((row) => row.spend_id),
  );
  const outcomes = records.map((): SpendOutcome => 'unchanged');
  for (const row of moved) outcomes[last.get(keyOf(row))!] = 'updated';
  for (const row of made) outcomes[last.get(keyOf(row))!] = 'created';
  return outcomes;
}

const keyOf = (it: { channel: string; campaign: string; day: string }) =>
  JSON.stringify([it.channel, it.campaign, it.day]);

const rowOf = (record: SpendRecord, n: number) => ({
  ...{ n, channel: record.channel, campaign: record.campaign, day: record.day, currency: record.currency },
  ...{ amount_minor: record.amountMinor, impressions: record.impressions, clicks: record.clicks },
});

interface Rows {
  readonly rows: readonly ReturnType<typeof rowOf>[];
  readonly importId: number | undefined;
}

interface Touched {
  readonly spend_id: number;
  readonly channel: string;
  readonly campaign: string;
  readonly day: string;
}

const recordset = sql.raw(`r(channel text, campaign text, day date, currency text, amount_minor bigint,
  impressions bigint, clicks bigint)`);

async function insertSpend(
  tx: Tx,
  shopId: number,
  { rows, importId = null }: Omit<Rows, 'importId'> & { importId?: number | null | undefined },
): Promise<Touched[]> {
  const made = await sql<Touched>`
    insert into orders.acquisition_spend (shop_id, channel, campaign, day, currency, amount_minor, impressions, clicks,
      import_id)
    select ${shopId}, channel, campaign, day, currency, amount_minor, impressions, clicks, ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json) as ${recordset}
    on conflict (shop_id, channel, campaign, day) do nothing
    returning spend_id, channel, campaign, day`.execute(tx);
  return made.rows;
}

/**
 * Every import keeps what it said, also what others said before. Somebody who types the same figures again means them:
 * outside an import a repeated statement is the last heard.
 */
async function stateSpend(tx: Tx, shopId: number, { rows, importId }: Rows): Promise<void> {
  const again = importId === undefined ? sql`do update set heard_no = default` : sql`do nothing`;
  await sql`
    insert into orders.spend_statements (shop_id, spend_id, digest, said, import_id)
    select ${shopId}, spend_id, substring(sha256(convert_to(said::text, 'UTF8')) for 16), said, ${importId ?? null}
    from (select s.spend_id, jsonb_build_object('currency', r.currency, 'amount_minor', r.amount_minor,
        'impressions', r.impressions, 'clicks', r.clicks) as said
      from json_to_recordset(${JSON.stringify(rows)}::json) as ${recordset}
      join orders.acquisition_spend s using (channel, campaign, day) where s.shop_id = ${shopId}
      order by s.spend_id) it
    on conflict (shop_id, spend_id, digest, (coalesce(import_id, 0))) ${again}`.execute(tx);
}

/** Rows that stand otherwise than what was last heard, brought in line with it. */
async function standLastHeard(tx: Tx, shopId: number, rows: Rows['rows']): Promise<Touched[]> {
  const { rows: found } = await sql<{ spend_id: number }>`
    select s.spend_id from orders.acquisition_spend s
    join json_to_recordset(${JSON.stringify(rows)}::json) as ${recordset} using (channel, campaign, day)
    where s.shop_id = ${shopId}`.execute(tx);
  return foldSpend(
    tx,
    shopId,
    found.map((row) => row.spend_id),
  );
}

/**
 * Brings these rows in line with what was last heard of them; returns those that changed. Figures that several imports
 * gave count when the first of them gave them, typed ones when they were typed last.
 */
export async function foldSpend(tx: Tx, shopId: number, ids: readonly number[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    update orders.acquisition_spend s set currency = w.currency, amount_minor = w.amount_minor,
      impressions = w.impressions, clicks = w.clicks, row_version = greatest(s.row_version + 1, platform.next_version())
    from (select distinct on (spend_id) spend_id, said
      from (select spend_id, said, greatest(min(heard_no), max(heard_no) filter (where import_id is null)) as heard_no
        from orders.spend_statements where shop_id = ${shopId} and spend_id = any(${ids}::bigint[])
        group by spend_id, digest, said) heard
      order by spend_id, heard_no desc) t
    cross join lateral jsonb_to_record(t.said)
      as w(currency text, amount_minor bigint, impressions bigint, clicks bigint)
    where s.shop_id = ${shopId} and s.spend_id = t.spend_id
      and (s.currency, s.amount_minor, s.impressions, s.clicks)
        is distinct from (w.currency, w.amount_minor, w.impressions, w.clicks)
    returning s.spend_id, s.channel, s.campaign, s.day`.execute(tx);
  return rows;
}
