import { sql } from 'kysely';
import type { Mirror, MirrorKind } from '../../platform/mirror/index.ts';
import { sayOf } from '../compliance/index.ts';

/** Facts about persons for dimensions. Sealed traits have no `value`, so nothing personal can be among them. */
const mirrorPersons: MirrorKind = async ({ tx, shopId, ids }) => {
  const said = await sayOf(tx, shopId, ids);
  const barred = said.filter((it) => it.barred).map((it) => it.personId);
  const consents = said.filter((it) => it.codes.length > 0);
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, id as person_id,
        coalesce(p.first_seen_at, 'epoch') as first_seen_at, coalesce(p.last_seen_at, 'epoch') as last_seen_at,
        coalesce(p.first_touch ->> 'channel', '') as touch_channel,
        coalesce(p.first_touch ->> 'source', '') as touch_source,
        coalesce(p.first_touch ->> 'medium', '') as touch_medium,
        coalesce(p.first_touch ->> 'campaign', '') as touch_campaign,
        p.first_touch ->> 'at' as touched_at,
        coalesce(f.traits ->> 'province', '') as province, coalesce(f.traits ->> 'city', '') as city,
        coalesce(f.traits ->> 'tier', '') as tier,
        (select coalesce(json_object_agg(key, value::text), '{}'::json) from jsonb_each(f.traits)) as traits,
        (id = any(${barred}::bigint[]))::integer as profiling_barred,
        coalesce(g.tags, '[]'::json) as tags, coalesce(g.ends, '[]'::json) as tag_ends,
        coalesce(s.codes, '[]'::json) as consents,
        coalesce(p.row_version, nextval('platform.row_version')) as version,
        (p.person_id is null)::integer as is_deleted
      from unnest(${ids}::bigint[]) as id
      left join customers.persons p on p.shop_id = ${shopId} and p.person_id = id
      left join lateral (
        select coalesce(jsonb_object_agg(name, value), '{}'::jsonb) as traits from customers.traits
        where shop_id = ${shopId} and person_id = id and value is not null and value <> 'null'::jsonb) f on true
      left join lateral (
        select json_agg(hashtextextended(tag, shop_id) order by tag) as tags,
          json_agg(coalesce(least(expires_at, '2106-01-01'), '2106-01-01') order by tag) as ends
        from customers.tags where shop_id = ${shopId} and person_id = id) g on true
      left join json_to_recordset(${JSON.stringify(consents)}::json) as s("personId" bigint, codes json) on s."personId" = id
      ) t`.execute(tx);
  return [{ table: 'persons', lines: rows[0]!.lines }];
};

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

/** Tells the mirror how persons, and what customer they belong to, are read. */
export function registerCustomerMirror(mirror: Mirror): void {
  mirror.register('persons', mirrorPersons);
  mirror.register('overrides', mirrorOverrides);
}
