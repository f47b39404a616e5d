import { purposes } from '../../../contract/consent.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../record-act.ts';
import { type Consent, insertConsents } from './consent-store.ts';
import { readNotice, unknownNotice } from './notice-store.ts';

/**
 * Appends consents and withdrawals as they were said, in any order of arrival. Answers the persons for whom something
 * was news; whoever calls tells the mirror of them.
 */
export const recordConsents = (tx: Tx, shopId: number, said: readonly Consent[]): Promise<number[]> =>
  insertConsents(tx, shopId, said);

export interface CustomersConsent extends Omit<Consent, 'personId' | 'recordedBy'> {
  readonly shopId: number;
  /** Every person of the customer: what somebody says, they say as all of them. */
  readonly personIds: readonly number[];
  readonly actor: string;
}

/** Records what a customer said, with the evidence, on the audit log too. Problems: unknown-notice; personal-value. */
export async function recordConsent(tx: Tx, consent: CustomersConsent): Promise<Result<number[]>> {
  const { shopId, personIds, actor, ...said } = consent;
  if (said.notice !== undefined && (await readNotice(tx, shopId, said.notice)) === undefined)
    return fail(unknownNotice);
  await recordAct(tx, {
    ...{ shopId, actor, act: 'compliance.record-consent', subject: `customer:${Math.min(...personIds)}` },
    details: { ...said.evidence, ...wordOf(said) },
  });
  return ok(
    await recordConsents(
      tx,
      shopId,
      personIds.map((personId) => ({ ...said, personId, recordedBy: actor })),
    ),
  );
}

const wordOf = ({
  purpose,
  channel,
  state,
  at,
  byGuardian,
}: Omit<CustomersConsent, 'shopId' | 'personIds' | 'actor'>) => ({
  ...{ purpose, channel, state, at, by_guardian: byGuardian ?? false },
  basis: purposes[purpose as keyof typeof purposes]?.basis ?? 'consent',
});
