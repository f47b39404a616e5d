import { sql } from 'kysely';
import type { Shop } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Language, Template } from '../templates/template.ts';
import { readVersion } from '../templates/template-store.ts';
import { writeMessage } from '../templates/write-message.ts';
import type { Message } from './message.ts';
import { messageColumns } from './message-store.ts';

/** A message in the page as the customer reads it. */
export interface InboxMessage {
  readonly messageId: number;
  readonly at: Date;
  readonly isRead: boolean;
  readonly subject: string;
  readonly text: string;
}

export interface ReadingInbox {
  readonly shop: Pick<Shop, 'shopId' | 'name' | 'currency'>;
  readonly personIds: readonly number[];
  readonly language: Language;
  readonly name: string;
  readonly limit: number;
}

/** What was sent to a customer in the page, newest first, in the reader's language. Nothing written is kept: it is written anew. */
export async function readInbox(tx: Tx, it: ReadingInbox): Promise<InboxMessage[]> {
  const { rows } = await sql<Message>`${prepared}
    select ${messageColumns} from messaging.messages
    where shop_id = ${it.shop.shopId} and person_id = any(${it.personIds}::integer[]) and channel = 'in-page'
      and state = 'sent' order by message_id desc limit ${it.limit}`.execute(tx);
  const written: InboxMessage[] = [];
  const versions = new Map<string, Template | undefined>();
  for (const message of rows) {
    const version = `${message.template} ${message.version}`;
    if (!versions.has(version)) versions.set(version, await readVersion(tx, it.shop.shopId, message));
    const template = versions.get(version);
    if (template === undefined) continue;
    const { language, name, shop } = it;
    const { subject, text } = writeMessage({
      ...{ template, language, name, shop, values: message.values, unsubscribeUrl: '' },
    });
    const { messageId, endedAt, readAt } = message;
    written.push({ messageId, at: endedAt!, isRead: readAt !== null, subject, text });
  }
  return written;
}

/** The customer opened these; once read stays read. */
export async function markRead(
  tx: Tx,
  shopId: number,
  it: { readonly personIds: readonly number[]; readonly messageIds: readonly number[]; readonly now: Date },
): Promise<void> {
  await sql`
    update messaging.messages set read_at = ${it.now}
    where shop_id = ${shopId} and person_id = any(${it.personIds}::integer[]) and read_at is null
      and message_id = any(${it.messageIds}::bigint[]) and channel = 'in-page' and state = 'sent'`.execute(
    tx,
  );
}
