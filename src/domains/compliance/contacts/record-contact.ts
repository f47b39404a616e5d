import { sql } from 'kysely';
import type { ContactChannel, PurposeCode, Refusal } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type Answer, mayContact } from '../consents/may-use.ts';
import type { Subject } from '../consents/standing-store.ts';

export interface Contact {
  readonly shopId: number;
  /** The customer with all their persons; a sender holds them still (`shareGraph`) until it commits. */
  readonly subject: Subject;
  readonly channel: ContactChannel;
  readonly purpose: PurposeCode;
  /** One contact has one key: recording it again changes nothing and answers as the first time. */
  readonly idempotencyKey: string;
  readonly actor: string;
  readonly now: Date;
}

export type Recorded =
  | { readonly recorded: true; readonly again: boolean }
  | { readonly recorded: false; readonly reason: Refusal | 'key-used' };

/**
 * Records a contact about to be made, if it may be made. Checking the caps and counting the contact is one conditional
 * statement on the person's row of recent contacts: of two senders at once the second waits, and is measured against
 * what the first wrote. Call it in the transaction that hands the message over.
 */
export async function recordContact(tx: Tx, contact: Contact): Promise<Recorded> {
  const earlier = await readByKey(tx, contact);
  if (earlier !== undefined) return earlier;
  const answers = await mayContact(tx, { ...contact, subjects: [contact.subject] });
  const answer: Answer = answers.get(contact.subject.id)!;
  if (!answer.allowed) return { recorded: false, reason: answer.reason };
  if (await count(tx, contact)) return { recorded: true, again: false };
  return (await readByKey(tx, contact)) ?? { recorded: false, reason: 'cap-reached' };
}

async function readByKey(tx: Tx, contact: Contact): Promise<Recorded | undefined> {
  const { shopId, idempotencyKey, subject, channel, purpose } = contact;
  const { rows } = await sql<{ same: boolean }>`
    select person_id = any(${subject.personIds}::int[]) and channel = ${channel} and purpose = ${purpose} as same
    from compliance.contacts where shop_id = ${shopId} and idempotency_key = ${idempotencyKey}`.execute(tx);
  if (rows[0] === undefined) return undefined;
  return rows[0].same ? { recorded: true, again: true } : { recorded: false, reason: 'key-used' };
}

/** A contact in a row of recent ones, as SQL. */
const CONTACT = sql.raw('r(key text, channel text, purpose text, at timestamptz)');

/**
 * The conditional statement. `recent` in the condition is the row as the last sender left it, not as this statement
 * first saw it; rows of the customer's other persons stand still, since all contacts are counted on the first person.
 */
async function count(tx: Tx, contact: Contact): Promise<boolean> {
  const { shopId, subject, channel, purpose, idempotencyKey: key, now, actor } = contact;
  const personId = Math.min(...subject.personIds);
  const others = subject.personIds.filter((it) => it !== personId);
  const made = JSON.stringify([{ key, channel, purpose, at: now.toISOString() }]);
  const full = (recent: ReturnType<typeof sql>) => sql`
    exists (select from compliance.contact_caps k
      where k.shop_id = ${shopId} and k.channel in ('any', ${channel}) and k.purpose in ('any', ${purpose})
        and k.most <= (
          select count(*) from (
            select * from jsonb_to_recordset(${recent}) as ${CONTACT}
            union all
            select r.* from compliance.contact_heads o, jsonb_to_recordset(o.recent) as ${CONTACT}
            where o.shop_id = ${shopId} and o.person_id = any(${others}::int[])) r
          where r.at > ${now}::timestamptz - make_interval(days => k.days)
            and (k.channel = 'any' or r.channel = k.channel) and (k.purpose = 'any' or r.purpose = k.purpose)))`;
  const { rows } = await sql`
    with counted as (
      insert into compliance.contact_heads as h (shop_id, person_id, recent)
      select ${shopId}::int, ${personId}::int, ${made}::jsonb where not ${full(sql`'[]'::jsonb`)}
      on conflict (shop_id, person_id) do update set recent = excluded.recent || coalesce((
        select jsonb_agg(r) from jsonb_to_recordset(h.recent) as ${CONTACT}
        where r.at > ${now}::timestamptz - interval '366 days'), '[]'::jsonb)
      where not ${full(sql`h.recent`)}
        and not exists (select from jsonb_to_recordset(h.recent) as ${CONTACT} where r.key = ${key})
      returning person_id)
    insert into compliance.contacts (shop_id, idempotency_key, person_id, channel, purpose, at, recorded_by)
    select ${shopId}, ${key}, person_id, ${channel}, ${purpose}, ${now}, ${actor} from counted
    returning contact_id`.execute(tx);
  return rows.length > 0;
}
