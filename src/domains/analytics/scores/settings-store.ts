import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What a shop chose for a model. */
export interface ModelSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly changedAt: Date;
}

export async function readSettings(
  tx: Tx,
  shopId: number,
  model: string,
): Promise<ModelSettings | undefined> {
  const { rows } = await sql<ModelSettings>`
    select settings, version, changed_at as "changedAt" from analytics.model_settings
    where shop_id = ${shopId} and model = ${model}`.execute(tx);
  return rows[0];
}

/** Writes settings over those of `version` (0: none yet); false where somebody else was faster. */
export async function writeSettings(
  tx: Tx,
  shopId: number,
  it: { model: string; settings: object; version: number; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into analytics.model_settings as s (shop_id, model, settings, version, changed_by, changed_at)
    select ${shopId}, ${it.model}, ${JSON.stringify(it.settings)}::jsonb, 1, ${it.by}, ${it.now}
    where ${it.version} = 0 or exists (
      select from analytics.model_settings where shop_id = ${shopId} and model = ${it.model})
    on conflict (shop_id, model) do update set settings = excluded.settings, version = s.version + 1,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where s.version = ${it.version}`.execute(tx);
  return numAffectedRows === 1n;
}
