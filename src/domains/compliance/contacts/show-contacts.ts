import { sql } from 'kysely';
import { type ContactsView, contactChannels, contactPurposes } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { mayContact } from '../consents/may-use.ts';
import type { Subject } from '../consents/standing-store.ts';
import { countAgainstCaps } from './cap-store.ts';

interface Asked {
  readonly shopId: number;
  readonly subject: Subject;
  readonly now: Date;
}

/** Contacts made with a customer, what of them counts against caps, and what the gate says of the next one. */
export async function showContacts(tx: Tx, asked: Asked): Promise<ContactsView> {
  const { shopId, subject, now } = asked;
  const { personIds } = subject;
  return {
    now: await answersNow(tx, asked),
    caps: await countAgainstCaps(tx, shopId, { personIds, now }),
    made: await readMade(tx, shopId, personIds),
  };
}

/** The gate itself is asked, once for each way: what is shown cannot part from what holds. */
async function answersNow(tx: Tx, { shopId, subject, now }: Asked): Promise<ContactsView['now']> {
  const answers: ContactsView['now'] = [];
  for (const purpose of contactPurposes)
    for (const channel of contactChannels) {
      const answer = await mayContact(tx, { shopId, subjects: [subject], channel, purpose, now });
      const it = answer.get(subject.id)!;
      answers.push({ channel, purpose, allowed: it.allowed, reason: it.allowed ? null : it.reason });
    }
  return answers;
}

type Made = ContactsView['made'][number];

async function readMade(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Made[]> {
  const { rows } = await sql<Omit<Made, 'at'> & { at: Date }>`
    select at, channel, purpose, recorded_by from compliance.contacts
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])
    order by at desc, contact_id desc limit 100`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
