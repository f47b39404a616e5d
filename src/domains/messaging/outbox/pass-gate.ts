import type { MessageReason } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { mayContact, readQuietEnd, recordContact } from '../../compliance/index.ts';
import type { Reach } from '../../customers/index.ts';
import type { Message } from './message.ts';

/** Through, held back until a moment, or refused. */
export type Passed =
  | { readonly pass: true }
  | { readonly pass: false; readonly reason: MessageReason; readonly until?: Date | undefined };

/**
 * The one gate of everything that is sent. Consent, restriction, holdout, caps and quiet hours are compliance's to decide;
 * the contact is counted in this very transaction. A message that is tried again was counted the first time: it is asked
 * for anew whether it may be sent, not counted anew.
 */
export async function passGate(
  tx: Tx,
  { shopId, message, reach, now }: { shopId: number; message: Message; reach: Reach; now: Date },
): Promise<Passed> {
  const question = {
    ...{ shopId, channel: message.channel, purpose: message.purpose, now },
    subject: { id: reach.customerId, personIds: reach.personIds },
  };
  const idempotencyKey = `message:${message.messageId}`;
  const recorded = await recordContact(tx, { ...question, idempotencyKey, actor: 'system' });
  // key-used: counted on another person, for the customer was merged or split since.
  const counted = recorded.recorded ? recorded.again : recorded.reason === 'key-used';
  if (!recorded.recorded && recorded.reason !== 'key-used') return heldBack(tx, shopId, recorded.reason, now);
  if (!counted) return { pass: true };
  const subjects = [question.subject];
  const answer = (await mayContact(tx, { ...question, subjects, counted: true })).get(reach.customerId)!;
  return answer.allowed ? { pass: true } : heldBack(tx, shopId, answer.reason, now);
}

async function heldBack(tx: Tx, shopId: number, reason: MessageReason, now: Date): Promise<Passed> {
  const until = reason === 'quiet-hours' ? await readQuietEnd(tx, shopId, now) : undefined;
  return { pass: false, reason, until };
}
