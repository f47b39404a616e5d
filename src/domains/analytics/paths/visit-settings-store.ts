import { sql } from 'kysely';
import type { VisitSettings } from '../../../contract/path.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

const defaults: VisitSettings = { session_gap_minutes: 30, page_rules: [] };

/** How a shop's visits are read; the defaults where nobody set anything. */
export async function readVisitSettings(tx: Tx, shopId: number): Promise<VisitSettings> {
  const { rows } = await sql<VisitSettings>`
    select session_gap_minutes, page_rules from analytics.visit_settings where shop_id = ${shopId}`.execute(
    tx,
  );
  return rows[0] ?? defaults;
}

export async function writeVisitSettings(tx: Tx, shopId: number, it: VisitSettings): Promise<void> {
  await sql`
    insert into analytics.visit_settings (shop_id, session_gap_minutes, page_rules)
    values (${shopId}, ${it.session_gap_minutes}, ${JSON.stringify(it.page_rules)}::jsonb)
    on conflict (shop_id) do update set session_gap_minutes = excluded.session_gap_minutes,
      page_rules = excluded.page_rules, changed_at = now()`.execute(tx);
}
