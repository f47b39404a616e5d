import { sql } from 'kysely';
import type { Touch } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** A first touch as stored: where somebody came from, and when. */
export interface StoredTouch extends Touch {
  readonly at: string;
}

const saysSomething = (touch: Touch | undefined): touch is Touch =>
  touch !== undefined && Object.values(touch).some((it) => it !== undefined && it !== '');

/** Keeps the earliest touch of each person; of two at one instant the one that stands. Answers whose changed. */
export async function storeTouches(
  tx: Tx,
  shopId: number,
  profiles: readonly { personId: number; at: string; touch?: Touch | undefined }[],
): Promise<number[]> {
  const first = new Map<number, StoredTouch>();
  for (const { personId, at, touch } of profiles) {
    const before = first.get(personId);
    if (saysSomething(touch) && (before === undefined || at < before.at))
      first.set(personId, { ...touch, at });
  }
  if (first.size === 0) return [];
  const rows = [...first].map(([person, touch]) => ({ person, touch, at: touch.at }));
  const { rows: changed } = await sql<{ person_id: number }>`
    update customers.persons p set first_touch = r.touch
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(person int, touch jsonb, at timestamptz)
    where p.shop_id = ${shopId} and p.person_id = r.person
      and (p.first_touch is null or (p.first_touch ->> 'at')::timestamptz > r.at)
    returning p.person_id`.execute(tx);
  return changed.map((row) => row.person_id);
}
