import { type RawBuilder, sql } from 'kysely';
import type { TierRules } from '../../../contract/tiers.ts';
import type { FigureBucket } from './ask-figures.ts';

/** Of which customers, with what the measure says of them. */
export interface Span {
  readonly shopId: number;
  /** Customer numbers: from, and before. */
  readonly from: number;
  readonly before: number;
  /** Only these customers of the span; all unless told. */
  readonly customers?: readonly number[] | undefined;
  readonly figures: Omit<FigureBucket, 'bucket'> | undefined;
}

export interface Judging {
  readonly rules: Pick<TierRules, 'ladder' | 'downgrade' | 'notice_days' | 'grace_days'>;
  /** Shop day. */
  readonly day: string;
}

/** Numbers as one text, which PostgreSQL reads as an array. */
export const list = (text: string | undefined, type: 'integer' | 'bigint') =>
  sql`${`{${text ?? ''}}`}::${sql.raw(type)}[]`;

const codesOf = ({ rules }: Judging) => sql`${rules.ladder.map(({ code }) => code)}::text[]`;
const floorsOf = ({ rules }: Judging) => sql`${rules.ladder.map(({ from }) => from)}::bigint[]`;

/**
 * Expressions of a WITH: `person` (rows of persons with what they held), `outcome` (a row a customer: what they had, what
 * they have, and why). `tier-rules.ts` says the same of one customer, word for word; -1 as a figure is: not judged.
 */
export const outcomeSql = (span: Span, judging: Judging): RawBuilder<unknown> => sql`
  told as (
    select * from unnest(${list(span.figures?.customers, 'integer')}, ${list(span.figures?.figures, 'bigint')},
      ${list(span.figures?.ahead, 'bigint')}, ${list(span.figures?.ungiven, 'bigint')})
      as t(customer_id, figure, ahead, ungiven)),
  person as (
    select p.customer_id, p.person_id, p.person_id = p.customer_id as is_own, s.person_id is not null as is_known,
      s.merged_into is distinct from p.customer_id as is_apart, s.tier, s.since, s.drop_on, s.moves, s.alone, s.merged_into,
      s.figure, s.ahead, array_position(${codesOf(judging)}, s.tier) - 1 as rank,
      array_position(${codesOf(judging)}, s.alone) - 1 as alone_rank
    from customers.persons p left join loyalty.tier_standings s on s.shop_id = ${span.shopId} and s.person_id = p.person_id
    where p.shop_id = ${span.shopId} and p.customer_id >= ${span.from} and p.customer_id < ${span.before}
      ${span.customers === undefined ? sql`` : sql`and p.customer_id = any(${span.customers}::integer[])`}),
  apart as (
    select distinct s.merged_into as customer_id from loyalty.tier_standings s
    left join customers.persons p on p.shop_id = ${span.shopId} and p.person_id = s.person_id
    where s.shop_id = ${span.shopId} and s.merged_into >= ${span.from} and s.merged_into < ${span.before}
      ${span.customers === undefined ? sql`` : sql`and s.merged_into = any(${span.customers}::integer[])`}
      and p.customer_id is distinct from s.merged_into),
  alone as (
    select customer_id, tier as own_tier, since, drop_on, moves, figure as own_figure, ahead as own_ahead, is_known,
      alone, merged_into, rank as own_rank, alone_rank from person where is_own),
  others as (
    select customer_id, max(rank) filter (where is_apart) as joined_rank, max(rank) filter (where not is_apart) as merged_rank,
      bool_or(is_apart) as joins
    from person where not is_own group by customer_id),
  held as (
    select a.*, o.customer_id is not null as has_others, coalesce(o.joins, false) as joins,
      c.customer_id is not null as came_apart,
      case when c.customer_id is not null then greatest(coalesce(a.alone_rank, a.own_rank), o.merged_rank, o.joined_rank)
        else greatest(a.own_rank, o.joined_rank) end as held_rank,
      coalesce(t.figure, 0) as figure, coalesce(t.ahead, 0) as ahead,
      coalesce(t.figure, 0) <> -1 as is_judged,
      width_bucket(coalesce(t.figure, 0), ${floorsOf(judging)}) - 1 as earned,
      width_bucket(coalesce(t.ahead, 0), ${floorsOf(judging)}) - 1 as ahead_rank,
      width_bucket(coalesce(t.ungiven, 0), ${floorsOf(judging)}) - 1 as ungiven_rank
    from alone a left join others o using (customer_id) left join apart c using (customer_id)
    left join told t using (customer_id)),
  moved as (
    select *, case when not came_apart and held_rank = own_rank then drop_on end as held_drop, ${afterSql(judging)} as after_rank
    from held),
  outcome as (
    select *, (${codesOf(judging)})[after_rank + 1] as after_tier, ${dropSql(judging)} as after_drop, ${reasonSql} as reason
    from moved)`;

const { day, mayDrop } = {
  day: (it: Judging) => sql`${it.day}::date`,
  mayDrop: ({ rules }: Judging) => sql`${rules.downgrade !== 'none'}::boolean`,
};

const afterSql = (judging: Judging) => sql`
  case when not is_judged then coalesce(held_rank, 0)
    when held_rank is null or earned >= held_rank then earned
    when ungiven_rank >= held_rank then earned
    when ${mayDrop(judging)} and not came_apart and held_rank = own_rank and drop_on <= ${day(judging)}
      then ${judging.rules.downgrade === 'one-step' ? sql`held_rank - 1` : sql`earned`}
    else held_rank end`;

/** The day after at the earliest, as in `nextStanding`. */
const dropSql = (judging: Judging) => sql`
  case when not is_judged or not ${mayDrop(judging)} or least(earned, ahead_rank) >= after_rank then null
    when after_rank = held_rank and held_drop is not null then held_drop
    else ${day(judging)} + ${Math.max(1, judging.rules.notice_days + judging.rules.grace_days)}::integer end`;

const reasonSql = sql`
  case when own_tier is null and held_rank is null then 'joined'
    when held_rank is null then 'rules'
    when after_rank > held_rank then 'earned'
    when after_rank < held_rank then case when ungiven_rank >= held_rank then 'refunded' else 'dropped' end
    when own_rank is null or held_rank > own_rank then 'merged'
    else 'unmerged' end`;
