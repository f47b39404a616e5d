import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an unsubscribe link says, signed: whose, from which message. Good for as long as the message lies in a mailbox. */
export interface Unsubscription {
  readonly shopId: number;
  readonly personId: number;
  readonly messageId: number;
}

/** 16 bytes: as much as a UUID; whoever guesses gets somebody's marketing stopped, nothing shown. */
const SIGNATURE = 16;

const sign = (secret: string, text: string): Buffer =>
  createHmac('sha256', secret).update(text).digest().subarray(0, SIGNATURE);

export function tokenOf(secret: string, { shopId, personId, messageId }: Unsubscription): string {
  const text = `${shopId}.${personId}.${messageId}`;
  return `${text}.${sign(secret, text).toString('base64url')}`;
}

/** undefined for what we did not sign. */
export function readToken(secret: string, token: string): Unsubscription | undefined {
  const [, text, signature] = /^(\d{1,10}\.\d{1,10}\.\d{1,16})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  if (text === undefined || signature === undefined) return undefined;
  const given = Buffer.from(signature, 'base64url');
  // 22 characters hold 132 bits: the spelling must be the one we gave out, not one that reads the same.
  const same = given.length === SIGNATURE && given.toString('base64url') === signature;
  if (!same || !timingSafeEqual(given, sign(secret, text))) return undefined;
  const [shopId, personId, messageId] = text.split('.').map(Number);
  return { shopId: shopId!, personId: personId!, messageId: messageId! };
}
