import { sql } from 'kysely';
import type { SpendRow } from '../../contract/order.ts';
import type { Tx } from '../../platform/db/postgres.ts';

export interface ListingSpend {
  readonly shopId: number;
  /** Inclusive shop days. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly channel?: string | undefined;
  readonly after?: { readonly day: string; readonly spendId: number } | undefined;
  readonly limit: number;
}

/** A page of acquisition spend, the oldest day first. */
export async function listSpend(tx: Tx, listing: ListingSpend) {
  const { shopId, from = null, to = null, channel = null, after, limit } = listing;
  const { rows } = await sql<SpendRow & { readonly spend_id: number }>`
    select channel, campaign, day, currency, amount_minor, impressions, clicks, spend_id
    from orders.acquisition_spend
    where shop_id = ${shopId} and (${from}::date is null or day >= ${from}::date)
      and (${to}::date is null or day <= ${to}::date) and (${channel}::text is null or channel = ${channel})
      and (${after === undefined} or (day, spend_id) > (${after?.day ?? null}::date, ${after?.spendId ?? null}::bigint))
    order by day, spend_id limit ${limit}`.execute(tx);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next = last && { day: last.day, spendId: last.spend_id };
  return { spend: rows.map(({ spend_id: _, ...row }) => row), next };
}
