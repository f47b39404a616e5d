import type { Tx } from '../../platform/db/postgres.ts';
import { ok, type Result } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { recordAct } from '../compliance/index.ts';
import { readPersonsOf } from '../customers/index.ts';
import { memberToken } from './token-rules.ts';

export interface MakingLink {
  readonly shopId: number;
  readonly customerId: number;
  readonly minutes: number;
  readonly by: string;
}

/** A link that opens a customer's page for a while; who had it made is on record. Problems: no-such-customer. */
export async function makeLink(
  tx: Tx,
  platform: Pick<Platform, 'secrets' | 'clock' | 'config'>,
  { shopId, customerId, minutes, by }: MakingLink,
): Promise<Result<{ readonly url: string; readonly token: string; readonly expiresAt: Date }>> {
  const persons = await readPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const subject = `customer:${customerId}`;
  await recordAct(tx, { shopId, actor: by, act: 'members.link', subject, details: { minutes } });
  const expiresAt = new Date(platform.clock.now().getTime() + minutes * 60_000);
  const token = memberToken(platform.secrets('member').current, { shopId, personId: customerId, expiresAt });
  return ok({ url: `${platform.config.publicUrl}/member#${token}`, token, expiresAt });
}
