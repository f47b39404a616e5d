import type { ConsentsView, NewConsent } from '../../../contract/consent.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { recordConsent } from './record-consents.ts';
import { showConsents } from './show-consents.ts';

export interface Giving {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly customerId: number;
  readonly consent: NewConsent;
  readonly actor: string;
  readonly now: Date;
}

/** A customer gives or withdraws a consent; answers how they stand then. Problems: no-such-customer, unknown-notice. */
export async function giveConsent(
  tx: Tx,
  handlers: ComplianceHandlers,
  giving: Giving,
): Promise<Result<ConsentsView>> {
  const { keys, shopId, customerId, consent, actor, now } = giving;
  const persons = await handlers.findPersons(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const personIds = persons.value;
  const { by_guardian: byGuardian, at = now.toISOString(), ...said } = consent;
  const recorded = await recordConsent(tx, { ...said, at, byGuardian, shopId, personIds, actor });
  if (!recorded.ok) return recorded;
  if (consent.state === 'granted') await handlers.consentGiven(tx, { keys, shopId, personIds });
  await handlers.standingChanged(tx, shopId, recorded.value);
  return ok(await showConsents(tx, shopId, { id: customerId, personIds }));
}
