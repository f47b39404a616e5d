import { sql } from 'kysely';
import type { AdjustmentRecord } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import type { RefundContext } from './store-refunds.ts';

/** A booking that is no order; its key is content and nth occurrence, since several may share a number. */
export interface StoredAdjustment extends Omit<AdjustmentRecord, 'kind'> {
  readonly lineKey: string;
}

/**
 * Stores bookings as they came; one outcome per record, in their order. They are in no measure and not mirrored. Who
 * books the same again is noted beside the first.
 */
export async function storeAdjustments(
  tx: Tx,
  { shopId, importId = null }: Omit<RefundContext, 'importId'> & { importId?: number | null | undefined },
  adjustments: readonly StoredAdjustment[],
): Promise<('created' | 'duplicate')[]> {
  const rows = adjustments.map((it) => ({
    ...{ channel: it.channel, adjustment_no: it.adjustmentNo, line_key: it.lineKey, at: it.at },
    ...{ currency: it.currency, amount_minor: it.amountMinor, reason: it.reason ?? null },
  }));
  const made = await sql<{ key: string; fresh: boolean }>`
    insert into orders.adjustments as a (shop_id, channel, adjustment_no, line_key, at, currency, amount_minor, reason,
      import_id)
    select ${shopId}, channel, adjustment_no, line_key, at, currency, amount_minor, reason, ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(channel text, adjustment_no text, line_key text,
      at timestamptz, currency text, amount_minor bigint, reason text)
    order by channel, adjustment_no, line_key
    on conflict (shop_id, channel, adjustment_no, line_key) do update
      set also_by = array_append(array_remove(a.also_by, ${importId ?? 0}::bigint), ${importId ?? 0}::bigint)
      where a.import_id <> ${importId ?? 0}
    returning json_build_array(channel, adjustment_no, line_key)::text as key, also_by = '{}' as fresh`.execute(
    tx,
  );
  const keys = new Set(
    made.rows.filter(({ fresh }) => fresh).map(({ key }) => JSON.stringify(JSON.parse(key))),
  );
  return adjustments.map((it) =>
    keys.delete(JSON.stringify([it.channel, it.adjustmentNo, it.lineKey])) ? 'created' : 'duplicate',
  );
}
