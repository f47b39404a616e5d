import { sql } from 'kysely';
import type { TierCause } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { SalesBucket } from './ask-sales.ts';
import { type Judging, list, outcomeSql, type Span } from './outcome-sql.ts';

/** Customers by tier before and after. */
export interface MoveCount {
  readonly from: string | null;
  readonly to: string;
  readonly customers: number;
  readonly atRisk: number;
}

export interface Written {
  readonly counts: readonly MoveCount[];
  /** Customers whose tier is another now. */
  readonly changed: readonly number[];
  /** Who earned a higher tier, and which. */
  readonly raised: readonly { readonly customerId: number; readonly tier: string }[];
}

export interface Writing extends Judging {
  /** Of the rules. */
  readonly version: number;
  readonly cause: TierCause;
  readonly at: Date;
  /** Codes of tiers whose name is another by these rules. */
  readonly renamed: readonly string[];
}

/** The same with what they bought, minor units. */
export interface SoldCount extends MoveCount {
  readonly sales: number;
  readonly shipping: number;
  readonly orders: number;
}

/** Counts who would move where, with what they bought; writes nothing. */
export async function countOutcomes(
  tx: Tx,
  { span, sold }: { readonly span: Span; readonly sold: SalesBucket | undefined },
  judging: Judging,
): Promise<SoldCount[]> {
  const { rows } = await sql<SoldCount>`
    with ${outcomeSql(span, judging)},
    sold as (
      select * from unnest(${list(sold?.customers, 'integer')}, ${list(sold?.sales, 'bigint')}, ${list(sold?.shipping, 'bigint')},
        ${list(sold?.orders, 'bigint')}) as t(customer_id, sales, shipping, orders))
    select own_tier as "from", after_tier as "to", count(*)::integer as customers,
      (count(*) filter (where after_drop is not null))::integer as "atRisk",
      coalesce(sum(sales), 0)::bigint as sales, coalesce(sum(shipping), 0)::bigint as shipping,
      coalesce(sum(orders), 0)::bigint as orders
    from outcome left join sold using (customer_id) group by own_tier, after_tier order by own_tier, after_tier`.execute(
    tx,
  );
  return rows;
}

const countsSql = sql`
  select own_tier as "from", after_tier as "to", count(*)::integer as customers,
    (count(*) filter (where after_drop is not null))::integer as "atRisk"
  from outcome group by own_tier, after_tier order by own_tier, after_tier`;

/**
 * Moves everybody of the span to where they belong, in one statement: standings, moves, notices. What is so already is not
 * written, so that asking again changes nothing; a move's number is one more than there were, and can be taken once.
 */
export async function writeOutcomes(tx: Tx, span: Span, it: Writing): Promise<Written> {
  const { rows } = await sql<Written>`
    with ${outcomeSql(span, it)}, ${standingsSql(span, it)}, ${movesSql(span, it)}, ${noticesSql(span, it)}
    select coalesce((select json_agg(c) from (${countsSql}) c), '[]'::json) as counts,
      coalesce((select array_agg(customer_id) from outcome where own_tier is distinct from after_tier or merged_into is not null
          or joins or after_tier = any(${it.renamed}::text[])),
        '{}') as changed,
      coalesce((select json_agg(json_build_object('customerId', customer_id, 'tier', after_tier)) from outcome
        where ${isMove} and reason = 'earned'), '[]'::json) as raised`.execute(tx);
  return rows[0]!;
}

const isMove = sql`own_tier is distinct from after_tier and (own_tier is not null or after_rank > 0)`;

/** Whoever was merged into somebody, and is not any more, has their own again. */
const standingsSql = ({ shopId }: Span, { rules, day }: Writing) => sql`
  kept as (
    insert into loyalty.tier_standings as s (shop_id, person_id, tier, since, figure, ahead, drop_on, moves, merged_into, alone)
    select ${shopId}, customer_id, after_tier, case when own_tier = after_tier then since else ${day}::date end,
      after_figure, after_ahead, after_drop, coalesce(moves, 0) + (${isMove})::integer, null, after_alone
    from (${afterwards(rules.ladder[0]!.code)}) o
    where own_tier is distinct from after_tier or own_figure <> after_figure or own_ahead <> after_ahead
      or drop_on is distinct from after_drop or merged_into is not null or alone is distinct from after_alone
    on conflict (shop_id, person_id) do update set tier = excluded.tier, since = excluded.since, figure = excluded.figure,
      ahead = excluded.ahead, drop_on = excluded.drop_on, moves = excluded.moves, merged_into = null, alone = excluded.alone),
  merged as (
    insert into loyalty.tier_standings (shop_id, person_id, tier, since, figure, ahead, merged_into)
    select ${shopId}, person_id, ${rules.ladder[0]!.code}, ${day}::date, 0, 0, customer_id
    from person where not is_own and is_apart
    on conflict (shop_id, person_id) do update set merged_into = excluded.merged_into, drop_on = null)`;

/** `alone`: what the customer had before the first was merged into it, for as long as somebody is. */
const afterwards = (lowest: string) => sql`
  select *, case when is_judged then figure else coalesce(own_figure, 0) end as after_figure,
    case when is_judged then ahead else coalesce(own_ahead, 0) end as after_ahead,
    case when not has_others then null when came_apart then coalesce(alone, own_tier, ${lowest})
      else coalesce(alone, case when joins then coalesce(own_tier, ${lowest}) end) end as after_alone
  from outcome`;

const movesSql = ({ shopId }: Span, { version, cause, day, at }: Writing) => sql`
  told_moves as (
    insert into loyalty.tier_moves (shop_id, person_id, move, from_tier, to_tier, reason, cause, figure, version, day, at)
    select ${shopId}, customer_id, coalesce(moves, 0) + 1, own_tier, after_tier, reason, ${cause}, greatest(figure, 0),
      ${version}, ${day}::date, ${at} from outcome where ${isMove})`;

const noticesSql = ({ shopId }: Span, { rules, day }: Writing) => sql`
  notices_over as (
    update loyalty.tier_notices n set over_on = ${day}::date from outcome o
    where n.shop_id = ${shopId} and n.person_id = o.customer_id and n.over_on is null
      and n.drop_on is distinct from o.after_drop),
  notices_merged as (
    update loyalty.tier_notices n set over_on = ${day}::date from person o
    where n.shop_id = ${shopId} and n.person_id = o.person_id and not o.is_own and n.over_on is null),
  notices_new as (
    insert into loyalty.tier_notices (shop_id, person_id, drop_on, tier, told_on, missing)
    select ${shopId}, customer_id, after_drop, after_tier, ${day}::date,
      (${rules.ladder.map(({ from }) => from)}::bigint[])[after_rank + 1] - greatest(least(figure, ahead), 0)
    from outcome where after_drop is not null and drop_on is distinct from after_drop
    on conflict (shop_id, person_id, drop_on, told_on) do update set tier = excluded.tier, missing = excluded.missing,
      over_on = null)`;
