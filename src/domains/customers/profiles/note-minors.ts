import { sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changeStanding, readMinors } from '../../compliance/index.ts';
import { isMinorOn } from './minor-rules.ts';
import { openTrait, type TraitRow } from './trait-store.ts';

interface Noting {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personIds: readonly number[];
  readonly now: Date;
}

/**
 * Flags of these persons who is under 14 today by the birthday told of them; without one nobody knows. Answers those
 * for whom that is news. The flag alone is stored in clear: a day on which it ends would give the birthday away.
 */
export async function noteMinors(tx: Tx, noting: Noting): Promise<number[]> {
  const { keys, shopId, personIds, now } = noting;
  if (personIds.length === 0) return [];
  const today = await shopDay(tx, shopId, now);
  const { rows } = await sql<TraitRow & { known: boolean | null }>`
    select p.person_id, 'birthday' as name, t.value::text as value, t.value_sealed
    from unnest(${[...new Set(personIds)].sort((a, b) => a - b)}::int[]) as p(person_id)
    left join customers.traits t on t.shop_id = ${shopId} and t.person_id = p.person_id and t.name = 'birthday'`.execute(
    tx,
  );
  const changes = rows.map((row) => {
    const told = row.value === null && row.value_sealed === null ? null : openTrait(keys, shopId, row);
    return { personId: row.person_id, minor: typeof told === 'string' ? isMinorOn(told, today) : null };
  });
  return changeStanding(tx, shopId, changes);
}

async function shopDay(tx: Tx, shopId: number, now: Date): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select (${now}::timestamptz at time zone time_zone)::date as day from platform.shops where shop_id = ${shopId}`.execute(
    tx,
  );
  return rows[0]!.day;
}

/** Persons of a shop flagged as under 14 who are so no more; nobody becomes one by days passing. */
export async function refreshMinors(
  { db, keyring, clock }: Pick<Platform, 'db' | 'keyring' | 'clock'>,
  shopId: number,
  changed: (tx: Tx, persons: readonly number[]) => Promise<void>,
): Promise<number> {
  const keys = await keyring.forShop(shopId);
  return withShop(db, shopId, async (tx) => {
    const personIds = await readMinors(tx, shopId);
    const grown = await noteMinors(tx, { keys, shopId, personIds, now: clock.now() });
    await changed(tx, grown);
    return grown.length;
  });
}
