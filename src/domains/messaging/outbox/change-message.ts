import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import type { Message } from './message.ts';
import { moveMessage, readMessage } from './message-store.ts';

export interface ChangingMessage {
  readonly shopId: number;
  readonly messageId: number;
  readonly act: 'retry' | 'cancel';
  readonly by: string;
  readonly now: Date;
}

/** What was refused or given up may be tried again, at once; the gate is asked again. What waits may be cancelled. */
const froms = { retry: ['refused', 'failed', 'cancelled'], cancel: ['queued'] } as const;

/** Has staff retry or cancel a message. Problems: no-such-message, message-moved. */
export async function changeMessage(tx: Tx, it: ChangingMessage): Promise<Result<Message>> {
  const { shopId, messageId, act, by, now } = it;
  if ((await readMessage(tx, shopId, messageId)) === undefined) return fail(noSuchMessage);
  const move = act === 'retry' ? { state: 'queued' as const, dueAt: now } : { state: 'cancelled' as const };
  const from = froms[act];
  const moved = await moveMessage(tx, shopId, { ...move, messageId, from, reason: null, by, at: now });
  if (!moved) return fail(messageMoved);
  await recordAct(tx, { shopId, actor: by, act: `messages.${act}`, subject: `message:${messageId}` });
  return ok((await readMessage(tx, shopId, messageId))!);
}

export const noSuchMessage = problem('no-such-message', 404, {
  zh: '没有这条消息',
  en: 'There is no such message',
});

const messageMoved = problem('message-moved', 409, {
  zh: '消息现在的状态不能这样操作：只有未发出的可取消，未成功的可重发',
  en: 'Not from where the message is now: those that wait can be cancelled, those that did not arrive sent again',
});
