import { sql } from 'kysely';
import type { ContactCap } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Subject } from '../consents/standing-store.ts';

interface Asking {
  readonly shopId: number;
  readonly subjects: readonly Subject[];
  readonly channel: string;
  readonly purpose: string;
  readonly now: Date;
}

/** Of some customers those whom a cap keeps from one more contact: the contacts of all their persons together. */
export async function readCapsReached(tx: Tx, asking: Asking): Promise<Set<number>> {
  const { shopId, subjects, channel, purpose, now } = asking;
  const pairs = subjects.flatMap(({ id, personIds }) => personIds.map((person) => ({ id, person })));
  const { rows } = await sql<{ id: number }>`
    select distinct t.id from (
      select a.id, k.most, count(c.contact_id) as made
      from compliance.contact_caps k
      cross join json_to_recordset(${JSON.stringify(pairs)}::json) as a(id int, person int)
      left join compliance.contacts c on c.shop_id = ${shopId} and c.person_id = a.person
        and c.at > ${now}::timestamptz - make_interval(days => k.days)
        and (k.channel = 'any' or c.channel = k.channel) and (k.purpose = 'any' or c.purpose = k.purpose)
      where k.shop_id = ${shopId} and k.channel in ('any', ${channel}) and k.purpose in ('any', ${purpose})
      group by a.id, k.channel, k.purpose, k.days, k.most) t
    where t.made >= t.most`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Every cap of a shop, and how many contacts with these persons count against it at this moment. */
export async function countAgainstCaps(
  tx: Tx,
  shopId: number,
  { personIds, now }: { readonly personIds: readonly number[]; readonly now: Date },
): Promise<(ContactCap & { made: number })[]> {
  const { rows } = await sql<ContactCap & { made: number }>`
    select k.channel, k.purpose, k.days, k.most, (
      select count(*)::int from compliance.contacts c
      where c.shop_id = ${shopId} and c.person_id = any(${personIds}::int[])
        and c.at > ${now}::timestamptz - make_interval(days => k.days)
        and (k.channel = 'any' or c.channel = k.channel) and (k.purpose = 'any' or c.purpose = k.purpose)) as made
    from compliance.contact_caps k where k.shop_id = ${shopId} order by k.channel, k.purpose, k.days`.execute(
    tx,
  );
  return rows;
}

export async function readCaps(tx: Tx, shopId: number): Promise<ContactCap[]> {
  const { rows } = await sql<ContactCap>`
    select channel, purpose, days, most from compliance.contact_caps where shop_id = ${shopId}
    order by channel, purpose, days`.execute(tx);
  return rows;
}

/** Puts these caps in the place of all the shop had. */
export async function replaceCaps(tx: Tx, shopId: number, caps: readonly ContactCap[]): Promise<void> {
  await sql`delete from compliance.contact_caps where shop_id = ${shopId}`.execute(tx);
  await sql`
    insert into compliance.contact_caps (shop_id, channel, purpose, days, most)
    select ${shopId}, channel, purpose, days, min(most)
    from json_to_recordset(${JSON.stringify(caps)}::json) as r(channel text, purpose text, days int, most int)
    group by channel, purpose, days`.execute(tx);
}
