import type { MessageList } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { customersOf, readPersonsOf } from '../../customers/index.ts';
import { presentMessage } from '../present.ts';
import { countStates, readMessages } from './read-messages.ts';

export interface ListingMessages {
  readonly shopId: number;
  readonly now: Date;
  readonly state?: string | undefined;
  readonly channel?: string | undefined;
  readonly template?: string | undefined;
  readonly customer?: number | undefined;
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
}

/** Days of which the counts are. */
const COUNTED_MS = 30 * 24 * 3_600_000;

/** A page of the outbox. Problems: no-such-customer. */
export async function listMessages(tx: Tx, it: ListingMessages): Promise<Result<MessageList>> {
  const { shopId, customer, limit = 50, ...filter } = it;
  const persons = customer === undefined ? undefined : await readPersonsOf(tx, shopId, customer);
  if (persons?.ok === false) return persons;
  const rows = await readMessages(tx, shopId, { ...filter, limit, personIds: persons?.value });
  const customers = await customersOf(
    tx,
    shopId,
    rows.map(({ personId }) => personId),
  );
  return ok({
    messages: rows.map((row) => presentMessage(row, customers)),
    next_before: rows.length === limit ? rows.at(-1)!.messageId : null,
    counts: await countStates(tx, shopId, new Date(it.now.getTime() - COUNTED_MS)),
  });
}
