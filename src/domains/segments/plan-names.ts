import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Text } from '../../platform/errors.ts';

/** How a plan of PLUS is called from now on; told by whoever makes or changes it. */
export async function tellPlanName(
  tx: Tx,
  shopId: number,
  { planId, name }: { readonly planId: number; readonly name: Text },
): Promise<void> {
  await sql`
    insert into segments.plan_names (shop_id, plan_id, zh, en) values (${shopId}, ${planId}, ${name.zh}, ${name.en})
    on conflict (shop_id, plan_id) do update set zh = excluded.zh, en = excluded.en`.execute(tx);
}

/** By number. */
export async function readPlanNames(tx: Tx, shopId: number): Promise<Map<number, Text>> {
  const { rows } = await sql<Text & { planId: number }>`
    select plan_id as "planId", zh, en from segments.plan_names where shop_id = ${shopId}`.execute(tx);
  return new Map(rows.map(({ planId, ...name }) => [planId, name]));
}
