import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Whose birthday came and brought nothing, though their tier may have a gift: they stood on none yet, or their customer had had it. */
export interface WaitingBirthday {
  readonly personId: number;
  /** Of the gift. */
  readonly key: string;
}

export async function readWaiting(tx: Tx, shopId: number): Promise<WaitingBirthday[]> {
  const { rows } = await sql<WaitingBirthday>`
    select person_id as "personId", key from loyalty.birthdays_waiting
    where shop_id = ${shopId} order by person_id limit 5000`.execute(tx);
  return rows;
}

interface Waiting {
  readonly persons: readonly number[];
  readonly key: string;
  readonly at: Date;
}

/** Those of the persons who have neither the gift nor a share in one. */
export async function keepWaiting(tx: Tx, shopId: number, it: Waiting): Promise<void> {
  await sql`
    insert into loyalty.birthdays_waiting (shop_id, person_id, key, since)
    select ${shopId}, due, ${it.key}, ${it.at} from unnest(${it.persons}::integer[]) due
    where not exists (
      select from loyalty.benefit_once b where b.shop_id = ${shopId} and b.person_id = due
        and b.benefit = 'birthday-gift' and b.key = ${it.key})
    on conflict (shop_id, person_id) do update set key = excluded.key, since = excluded.since`.execute(tx);
}

/** Those who have it now, these persons, and whoever waited since before an instant. */
export async function dropWaiting(
  tx: Tx,
  shopId: number,
  it: { readonly persons: readonly number[]; readonly before: Date },
): Promise<void> {
  await sql`
    delete from loyalty.birthdays_waiting w where w.shop_id = ${shopId}
      and (w.since < ${it.before} or w.person_id = any(${it.persons}::integer[]) or exists (
        select from loyalty.benefit_once b where b.shop_id = ${shopId} and b.person_id = w.person_id
          and b.benefit = 'birthday-gift' and b.key = w.key))`.execute(tx);
}
