import type { Tx } from '../../platform/db/postgres.ts';
import { ok, type Result } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { readPersonsOf } from '../customers/index.ts';
import { memberToken } from './token-rules.ts';

export interface MakingLink {
  readonly shopId: number;
  readonly customerId: number;
  readonly minutes: number;
}

/** A link that opens a customer's page for a while. Problems: no-such-customer. */
export async function makeLink(
  tx: Tx,
  platform: Pick<Platform, 'secrets' | 'clock' | 'config'>,
  { shopId, customerId, minutes }: MakingLink,
): Promise<Result<{ readonly url: string; readonly token: string; readonly expiresAt: Date }>> {
  const persons = await readPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const expiresAt = new Date(platform.clock.now().getTime() + minutes * 60_000);
  const token = memberToken(platform.secrets('member').current, { shopId, personId: customerId, expiresAt });
  return ok({ url: `${platform.config.publicUrl}/member#${token}`, token, expiresAt });
}
