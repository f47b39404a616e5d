import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type Mirror, type MirrorKind, owe } from '../../../platform/mirror/index.ts';
import type { Platform } from '../../../platform/platform.ts';

const kind = 'plus';

/** Notes that the analytical store does not know these subscriptions as they are now. */
export const owePlus = (tx: Tx, shopId: number, subscriptionIds: readonly number[]): Promise<void> =>
  owe(tx, shopId, kind, subscriptionIds);

/** All periods of the subscriptions, cut where they ended; of whom nobody is left the rows go. The version is drawn before they are read. */
const mirrorPlus: MirrorKind = async ({ tx, shopId, ids }) => {
  const { rows: drawn } = await sql<{ version: string }>`
    select platform.next_version()::text as version`.execute(tx);
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(r)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, s.subscription_id, p.no, s.person_id, p.plan_id, p.begins_at,
        least(p.ends_at, s.ended_at) as ends_at, (s.ended_at is null and p.no = s.last_no)::integer as is_open,
        ${drawn[0]!.version}::bigint as version, (s.person_id = 0)::integer as is_deleted
      from loyalty.plus_subscriptions s
      join loyalty.plus_periods p on p.shop_id = s.shop_id and p.subscription_id = s.subscription_id
      where s.shop_id = ${shopId} and p.shop_id = ${shopId} and s.subscription_id = any(${ids}::bigint[])) r`.execute(
    tx,
  );
  return [{ table: 'plus_periods', lines: rows[0]!.lines }];
};

/** Tells the mirror how periods of PLUS are read. */
export const registerPlusMirror = (mirror: Mirror): void => mirror.register(kind, mirrorPlus);

/** Takes away what the analytical store knew of these persons; their subscriptions are nobody's by now, and told so. */
export async function forgetPlus(
  { clickhouse, mirror }: Pick<Platform, 'clickhouse' | 'mirror'>,
  shopId: number,
  persons: readonly number[],
): Promise<void> {
  await mirror.settle(shopId);
  await clickhouse.command(
    'ALTER TABLE {{local plus_periods}} DELETE WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2',
    { shop: shopId, persons },
  );
}
