import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ConsentState, ConsentView } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { canonicalJson } from '../audit/chain-rules.ts';

/** A consent given or withdrawn, as one person's. */
export interface Consent {
  readonly personId: number;
  readonly purpose: string;
  readonly channel: string;
  readonly state: ConsentState;
  /** When it was said, ISO 8601. */
  readonly at: string;
  readonly notice?: { readonly notice: string; readonly version: number } | undefined;
  readonly source: string;
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
  readonly byGuardian?: boolean | undefined;
  readonly recordedBy: string;
}

/** The same said twice is told by this; who wrote it down, and when, is no part of what was said. */
const digestOf = ({ personId: _, recordedBy: __, ...said }: Consent): string =>
  createHash('sha256')
    .update(canonicalJson({ ...said, at: new Date(said.at).toISOString() }))
    .digest('hex')
    .slice(0, 32);

/** Appends; what is there already in the same words changes nothing. Answers the persons with news. */
export async function insertConsents(tx: Tx, shopId: number, said: readonly Consent[]): Promise<number[]> {
  const rows = said.map((it) => ({
    ...{ person: it.personId, purpose: it.purpose, channel: it.channel, state: it.state, at: it.at },
    ...{ notice: it.notice?.notice, version: it.notice?.version, source: it.source },
    ...{ evidence: it.evidence ?? {}, guardian: it.byGuardian ?? false, by: it.recordedBy },
    digest: digestOf(it),
  }));
  const result = await sql<{ person_id: number }>`
    insert into compliance.consents (shop_id, person_id, purpose, channel, state, at, notice, notice_version, source,
      evidence, by_guardian, recorded_by, digest)
    select ${shopId}, r.person, r.purpose, r.channel, r.state, r.at, r.notice, r.version, r.source, r.evidence,
      r.guardian, r."by", decode(r.digest, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(person int, purpose text, channel text, state text,
      at timestamptz, notice text, version int, source text, evidence jsonb, guardian boolean, "by" text, digest text)
    order by r.person, r.digest
    on conflict do nothing returning person_id`.execute(tx);
  return [...new Set(result.rows.map((row) => row.person_id))];
}

type Row = Omit<ConsentView, 'at' | 'recorded_at'> & { readonly at: Date; readonly recorded_at: Date };

/** Everything some persons ever said, newest first; at most 1,000. */
export async function readConsents(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<ConsentView[]> {
  const { rows } = await sql<Row>`${prepared}
    select consent_id, person_id, purpose, channel, state, at, notice, notice_version, source, evidence, by_guardian,
      recorded_by, recorded_at
    from compliance.consents where shop_id = ${shopId} and person_id = any(${personIds}::int[])
    order by at desc, consent_id desc limit 1000`.execute(tx);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
  }));
}
