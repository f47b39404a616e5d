import { sql } from 'kysely';
import type { QuietHours } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Holdout } from '../holdout/holdout-rules.ts';
import { defaultQuietHours, minuteOf, quietUntil, timeOf } from './quiet-hours-rules.ts';

export interface ContactSettings {
  readonly timeZone: string;
  /** null: never quiet. */
  readonly quietHours: QuietHours | null;
  /** null: nobody has asked for it yet, so nobody is held out. */
  readonly holdout: Holdout | null;
}

interface Row {
  readonly timeZone: string;
  readonly isSet: boolean;
  readonly from: number | null;
  readonly until: number | null;
  readonly salt: string | null;
  readonly share: number | null;
}

/** What of a shop decides about a contact, whoever it is with. One statement. */
export async function readContactSettings(tx: Tx, shopId: number): Promise<ContactSettings> {
  const { rows } = await sql<Row>`
    select s.time_zone as "timeZone", q.shop_id is not null as "isSet", q.from_minute as "from",
      q.until_minute as "until", h.salt, h.share
    from platform.shops s
    left join compliance.quiet_hours q on q.shop_id = s.shop_id
    left join compliance.holdouts h on h.shop_id = s.shop_id
    where s.shop_id = ${shopId}`.execute(tx);
  const { timeZone, isSet, from, until, salt, share } = rows[0]!;
  const set = from === null || until === null ? null : { from: timeOf(from), until: timeOf(until) };
  const holdout = salt === null || share === null ? null : { salt, share };
  return { timeZone, quietHours: isSet ? set : defaultQuietHours, holdout };
}

/** When the quiet time that the shop has now ends; undefined where it has none now. */
export async function readQuietEnd(tx: Tx, shopId: number, now: Date): Promise<Date | undefined> {
  const { quietHours, timeZone } = await readContactSettings(tx, shopId);
  return quietUntil(quietHours, now, timeZone);
}

/** null: never quiet. */
export async function setQuietHours(tx: Tx, shopId: number, hours: QuietHours | null): Promise<void> {
  const [from, until] = hours === null ? [null, null] : [minuteOf(hours.from), minuteOf(hours.until)];
  await sql`
    insert into compliance.quiet_hours (shop_id, from_minute, until_minute) values (${shopId}, ${from}, ${until})
    on conflict (shop_id) do update set
      from_minute = excluded.from_minute, until_minute = excluded.until_minute, changed_at = now()`.execute(
    tx,
  );
}
