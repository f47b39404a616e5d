import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Mirror, MirrorKind } from '../../platform/mirror/index.ts';
import { sayOf } from '../compliance/index.ts';

/** Tiers of the shop's own ladder, of those persons who stand on it; they go before what channels say of a tier. */
export type TierFinder = (
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
) => Promise<readonly { readonly personId: number; readonly tier: string }[]>;

/** What the mirror of persons asks to the right. */
export interface PersonHandlers {
  readonly tiersOf: TierFinder;
}

/**
 * Facts about persons for dimensions. Sealed traits have no `value`, so nothing personal can be among them. Traits and tags
 * are gathered for all persons at once: most newcomers have none. With that, and without the checks of two keys (migration 0037), PostgreSQL works a third less for one.
 * Of whom nothing is told but when they were seen only that is written, and the table's defaults are the rest.
 * The version of a row is drawn before it is read: one payer at a time reads (platform/mirror), so what is read later is newer, and whatever
 * facts change in other tables, no person has to be written for it.
 */
const mirrorPersons =
  ({ tiersOf }: PersonHandlers): MirrorKind =>
  async ({ tx, shopId, ids }) => {
    const version = await nextVersion(tx);
    const tiers = await tiersOf(tx, shopId, ids);
    const said = await sayOf(tx, shopId, ids);
    const barred = said.filter((it) => it.barred).map((it) => it.personId);
    const consents = said.filter((it) => it.codes.length > 0);
    const { rows } = await sql<{ lines: string | null }>`
    select string_agg(case
      when p.person_id is not null and p.first_touch is null and f.person_id is null and g.person_id is null
        and l."personId" is null and s."personId" is null and id <> all(${barred}::bigint[])
      then format('{"shop_id":%s,"person_id":%s,"first_seen_at":%s,"last_seen_at":%s,"version":%s}',
        ${shopId}::integer, id, to_json(p.first_seen_at), to_json(p.last_seen_at), greatest(p.row_version, ${version}::bigint))
      else (select to_json(t)::text from (select ${shopId}::integer as shop_id, id as person_id,
        coalesce(p.first_seen_at, 'epoch') as first_seen_at, coalesce(p.last_seen_at, 'epoch') as last_seen_at,
        coalesce(p.first_touch ->> 'channel', '') as touch_channel,
        coalesce(p.first_touch ->> 'source', '') as touch_source,
        coalesce(p.first_touch ->> 'medium', '') as touch_medium,
        coalesce(p.first_touch ->> 'campaign', '') as touch_campaign,
        p.first_touch ->> 'at' as touched_at,
        coalesce(f.traits ->> 'province', '') as province, coalesce(f.traits ->> 'city', '') as city,
        coalesce(l.tier, f.traits ->> 'tier', '') as tier,
        case when f.traits is null and l.tier is null then '{}'::json
          else (select json_object_agg(key, value::text) from jsonb_each(
            coalesce(f.traits, '{}') || case when l.tier is null then '{}' else jsonb_build_object('tier', l.tier) end))
          end as traits,
        (id = any(${barred}::bigint[]))::integer as profiling_barred,
        coalesce(g.tags, '[]'::json) as tags, coalesce(g.ends, '[]'::json) as tag_ends,
        coalesce(s.codes, '[]'::json) as consents,
        greatest(p.row_version, ${version}::bigint) as version,
        (p.person_id is null)::integer as is_deleted) t)
      end, E'\n') as lines
      from unnest(${ids}::bigint[]) as id
      left join customers.persons p on p.shop_id = ${shopId} and p.person_id = id
      left join (
        select person_id, jsonb_object_agg(name, value) as traits from customers.traits
        where shop_id = ${shopId} and person_id = any(${ids}::integer[])
          and value is not null and value <> 'null'::jsonb
        group by person_id) f on f.person_id = id
      left join (
        select person_id, json_agg(hashtextextended(tag, shop_id) order by tag) as tags,
          json_agg(coalesce(least(expires_at, '2106-01-01'), '2106-01-01') order by tag) as ends
        from customers.tags where shop_id = ${shopId} and person_id = any(${ids}::integer[])
        group by person_id) g on g.person_id = id
      left join json_to_recordset(${JSON.stringify(tiers)}::json) as l("personId" bigint, tier text) on l."personId" = id
      left join json_to_recordset(${JSON.stringify(consents)}::json) as s("personId" bigint, codes json) on s."personId" = id`.execute(
      tx,
    );
    return [{ table: 'persons', lines: rows[0]!.lines }];
  };

async function nextVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`select platform.next_version()::text as version`.execute(
    tx,
  );
  return rows[0]!.version;
}

/** Whose customer has another number than their own; for everybody else a tombstone. The dictionary is read anew. */
const mirrorOverrides: MirrorKind = async ({ tx, shopId, ids, clickhouse }) => {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, id as person_id, coalesce(p.customer_id, id) as customer_id,
        coalesce(p.row_version, nextval('platform.row_version')) as version,
        (p.customer_id is null or p.customer_id = id)::integer as is_deleted
      from unnest(${ids}::bigint[]) as id
      left join customers.persons p on p.shop_id = ${shopId} and p.person_id = id) t`.execute(tx);
  if (rows[0]!.lines) await clickhouse.insert('override_rows', rows[0]!.lines);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  return [];
};

/**
 * Who took part in what. A tie does not change, but for when it was seen once the import that said so is undone: of two rows of
 * one version the later is read. One that is gone has the version after it.
 */
const mirrorTies: MirrorKind = async ({ tx, shopId, ids }) => {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(r)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, id as tie_id, coalesce(t.person_id, 0) as person_id,
        coalesce(t.kind, '') as tie_kind, coalesce(t.tie_no, '') as tie_no, coalesce(t.role, '') as tie_role,
        coalesce(t.seen_at, 'epoch') as seen_at,
        case when t.tie_id is null then 2 else 1 end as version, (t.tie_id is null)::integer as is_deleted
      from unnest(${ids}::bigint[]) as id
      left join customers.ties t on t.shop_id = ${shopId} and t.tie_id = id) r`.execute(tx);
  return [{ table: 'ties', lines: rows[0]!.lines }];
};

const noLadder: PersonHandlers = { tiersOf: async () => [] };

/** Tells the mirror how persons, what customer they belong to, and their ties are read. */
export function registerCustomerMirror(mirror: Mirror, handlers = noLadder): void {
  mirror.register('persons', mirrorPersons(handlers));
  mirror.register('overrides', mirrorOverrides);
  mirror.register('ties', mirrorTies);
}
