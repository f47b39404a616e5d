import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import { readConsents } from '../consents/consent-store.ts';
import type { Erasing, Holding, PersonalData, Showing } from './personal-data.ts';

const labels = {
  consents: { zh: '授权记录', en: 'consents' },
  contacts: { zh: '联系记录', en: 'contacts made' },
  requests: { zh: '主体请求', en: 'requests of the person' },
  audit: { zh: '审计日志 (仅编号)', en: 'audit log (numbers only)' },
};

/** What shows that the law was kept stays: PIPL art. 69 lets the handler prove that it is not at fault. */
const proof = { zh: '个人信息保护法第 69 条 (举证)', en: 'PIPL art. 69 (burden of proof)' };

const subjects = ({ customerId, personIds }: Showing) => [
  ...new Set([customerId, ...personIds].flatMap((id) => [`customer:${id}`, `person:${id}`])),
];

/** Consents, contacts, requests; the audit log names nobody but by number, and stays. */
export const complianceData: PersonalData = { name: 'compliance', holdings, show, erase };

async function holdings(it: Showing): Promise<Holding[]> {
  const { rows } = await sql<{ consents: number; contacts: number; requests: number; audit: number }>`
    select (select count(*) from compliance.consents
        where shop_id = ${it.shopId} and person_id = any(${it.personIds}::int[])) as consents,
      (select count(*) from compliance.contacts
        where shop_id = ${it.shopId} and person_id = any(${it.personIds}::int[])) as contacts,
      (select count(*) from compliance.requests
        where shop_id = ${it.shopId} and person_ids && ${it.personIds}::int[]) as requests,
      (select count(*) from compliance.audit_log
        where shop_id = ${it.shopId} and subject = any(${subjects(it)}::text[])) as audit`.execute(it.tx);
  const { consents, contacts, requests, audit } = rows[0]!;
  return [
    { what: 'consents', label: labels.consents, count: consents },
    { what: 'contacts', label: labels.contacts, count: contacts },
    { what: 'requests', label: labels.requests, count: requests, stays: proof },
    { what: 'audit', label: labels.audit, count: audit, stays: proof },
  ];
}

/** Who looked at or changed what of theirs is theirs to know (PIPL art. 44, 45). */
async function show(it: Showing): Promise<Record<string, unknown>> {
  const { tx, shopId, personIds } = it;
  const contacts = await sql`
    select channel, purpose, at, recorded_by from compliance.contacts
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) order by at`.execute(tx);
  const requests = await sql`
    select kind, state, received_at, due_day, note, decision, decided_at from compliance.requests
    where shop_id = ${shopId} and person_ids && ${personIds}::int[] order by request_id`.execute(tx);
  const audit = await sql`
    select at, actor, act, subject, reason, details from compliance.audit_log
    where shop_id = ${shopId} and subject = any(${subjects(it)}::text[]) order by entry_id`.execute(tx);
  return {
    consents: await readConsents(tx, shopId, personIds),
    ...{ contacts: contacts.rows, requests: requests.rows, audit: audit.rows },
  };
}

/** The words of a request go with the rest; that it was made and answered stays. */
async function erase({ platform, shopId, personIds }: Erasing): Promise<void> {
  await withShop(platform.db, shopId, async (tx) => {
    for (const table of ['consents', 'contacts', 'contact_heads'])
      await sql`delete from ${sql.table(`compliance.${table}`)}
        where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
    await sql`update compliance.requests set note = null, decision = null
      where shop_id = ${shopId} and person_ids && ${personIds}::int[]`.execute(tx);
  });
}
