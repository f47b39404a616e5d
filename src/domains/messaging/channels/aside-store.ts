import { sql } from 'kysely';
import type { MessageReason } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { StoredChannel } from './channel-store.ts';

/** The channel's own fault, which every other message of it would meet too. */
const ofChannel: ReadonlySet<MessageReason> = new Set([
  ...(['unreachable', 'private-address', 'not-encrypted', 'sign-in-refused', 'sender-refused'] as const),
]);

interface Trying {
  readonly shopId: number;
  /** As it was when it was tried; undefined for the page, which cannot fail. */
  readonly channel: StoredChannel | undefined;
  readonly reason: MessageReason | null;
  readonly now: Date;
}

/**
 * Leaves a channel alone that could not be reached: 1, 2, 4, 8, then 15 minutes at a time; one that was could, is used as
 * before. Of many tries that fail at once the first counts, of settings that were changed meanwhile none.
 */
export async function noteReached(tx: Tx, { shopId, channel, reason, now }: Trying): Promise<void> {
  if (channel === undefined) return;
  const same = sql`shop_id = ${shopId} and channel = ${channel.channel} and changed_at = ${channel.changedAt}`;
  if (reason !== null && ofChannel.has(reason))
    await sql`
      update messaging.channels set failures = failures + 1, aside_reason = ${reason},
        aside_until = ${now}::timestamptz + least(15, 2 ^ least(failures, 4)) * interval '1 minute'
      where ${same} and (aside_until is null or aside_until <= ${now})`.execute(tx);
  else if (channel.aside !== undefined)
    await sql`
      update messaging.channels set failures = 0, aside_until = null, aside_reason = null
      where ${same} and failures > 0`.execute(tx);
}
