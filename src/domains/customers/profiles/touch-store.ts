import { sql } from 'kysely';
import type { Touch } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** A first touch as stored: where somebody came from, and when. */
export interface StoredTouch extends Touch {
  readonly at: string;
}

const saysSomething = (touch: Touch | undefined): touch is Touch =>
  touch !== undefined && Object.values(touch).some((it) => it !== undefined && it !== '');

interface Touching {
  readonly shopId: number;
  readonly profiles: readonly { personId: number; at: string; touch?: Touch | undefined }[];
  readonly importId: number | undefined;
}

/**
 * Keeps the earliest touch of each person; of two at one instant the one that stands. Kept besides as live sources, or
 * this import, know it (its sightings are there already). Answers whose changed.
 */
export async function storeTouches(tx: Tx, { shopId, profiles, importId }: Touching): Promise<number[]> {
  const first = earliest(profiles);
  if (first.length === 0) return [];
  const rows = JSON.stringify(first);
  const touches = sql`json_to_recordset(${rows}::json) as r(person int, touch jsonb, at timestamptz)`;
  const { rows: changed } = await sql<{ person_id: number }>`
    update customers.persons p set first_touch = r.touch from ${touches}
    where p.shop_id = ${shopId} and p.person_id = r.person
      and (p.first_touch is null or (p.first_touch ->> 'at')::timestamptz > r.at)
    returning p.person_id`.execute(tx);
  await (importId === undefined
    ? sql`update customers.persons p set live_first_touch = r.touch from ${touches}
        where p.shop_id = ${shopId} and p.person_id = r.person
          and (p.live_first_touch is null or (p.live_first_touch ->> 'at')::timestamptz > r.at)`
    : sql`update customers.sightings s set first_touch = r.touch from ${touches}
        where s.shop_id = ${shopId} and s.import_id = ${importId} and s.person_id = r.person
          and (s.first_touch is null or (s.first_touch ->> 'at')::timestamptz > r.at)`
  ).execute(tx);
  return changed.map((row) => row.person_id);
}

function earliest(profiles: Touching['profiles']) {
  const first = new Map<number, StoredTouch>();
  for (const { personId, at, touch } of profiles) {
    const before = first.get(personId);
    if (saysSomething(touch) && (before === undefined || at < before.at))
      first.set(personId, { ...touch, at });
  }
  return [...first].map(([person, touch]) => ({ person, touch, at: touch.at }));
}
