import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whose page a token opens, and until when. */
export interface MemberToken {
  readonly shopId: number;
  readonly personId: number;
  readonly expiresAt: Date;
}

const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

/** A token is of one shop: the shop is signed with it. */
export function memberToken(secret: string, { shopId, personId, expiresAt }: MemberToken): string {
  const text = `${shopId}.${personId}.${Math.floor(expiresAt.getTime() / 1000)}`;
  return `${text}.${sign(secret, text)}`;
}

/** undefined for what we did not sign, and for what is over. */
export function readMemberToken(secret: string, token: string, now: Date): MemberToken | undefined {
  const [, text, given] = /^(\d{1,10}\.\d{1,10}\.\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (text === undefined || given === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(sign(secret, text)))) return undefined;
  const [shopId, personId, seconds] = text.split('.').map(Number);
  const expiresAt = new Date(seconds! * 1000);
  return expiresAt > now ? { shopId: shopId!, personId: personId!, expiresAt } : undefined;
}
