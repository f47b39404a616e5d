import { sql } from 'kysely';
import type { MirrorKind } from '../../platform/mirror/index.ts';

/** Acquisition spend; a row that is gone ends with a version above all before. */
export const mirrorSpend: MirrorKind = async ({ tx, shopId, ids }) => {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, id as spend_id, coalesce(s.channel, '') as channel,
        coalesce(s.campaign, '') as campaign, coalesce(s.day, '1970-01-01') as day,
        coalesce(s.currency, '') as currency, coalesce(s.amount_minor, 0) as amount_minor,
        coalesce(s.impressions, 0) as impressions, coalesce(s.clicks, 0) as clicks,
        coalesce(s.row_version, nextval('platform.row_version')) as version, (s.spend_id is null)::integer as is_deleted
      from unnest(${ids}::bigint[]) as id
      left join orders.acquisition_spend s on s.shop_id = ${shopId} and s.spend_id = id) t`.execute(tx);
  return [{ table: 'acquisition_spend', lines: rows[0]!.lines }];
};
