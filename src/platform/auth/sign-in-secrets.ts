import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../crypto/master-keys.ts';
import { allOf } from '../crypto/master-keys.ts';

/** better-auth's names for a list of secrets: what it seals names the version that opens it. */
export interface SecretConfig {
  readonly keys: Map<number, string>;
  readonly currentVersion: number;
  readonly legacySecret: string;
}

/** The same secret has the same number in every process and at every time: 48 bits of its hash. */
export const versionOf = (secret: string): number =>
  Number.parseInt(createHash('sha256').update(secret).digest('hex').slice(0, 12), 16);

/**
 * What names no version was sealed before there were versions; all of it is sealed again in the first rotation, so it is
 * the oldest secret's.
 */
export const legacyOf = ({ current, former }: Secrets): string => former.at(-1) ?? current;

/** Secrets as better-auth's own functions take them. */
export const secretConfigOf = (secrets: Secrets): SecretConfig => ({
  keys: new Map(allOf(secrets).map((secret) => [versionOf(secret), secret])),
  currentVersion: versionOf(secrets.current),
  legacySecret: legacyOf(secrets),
});

/**
 * The Cookie header with what another good secret signed signed with the current one: better-auth seals with several
 * secrets, but takes signatures of one only. A browser keeps a cookie no longer than a secret of before is taken.
 */
export function signedAnew(header: string, secrets: Secrets): string {
  const [current, ...others] = allOf(secrets);
  if (others.length === 0) return header;
  return header
    .split(';')
    .map((pair) => {
      const [, name, text] = /^(\s*[^=\s]+=)(.*)$/s.exec(pair) ?? [];
      const anew = name === undefined ? undefined : resigned(text!, current!, others);
      return anew === undefined ? pair : `${name}${encodeURIComponent(anew)}`;
    })
    .join(';');
}

function resigned(text: string, current: string, others: readonly string[]): string | undefined {
  const decoded = decode(text.trim());
  const dot = decoded.lastIndexOf('.');
  if (dot < 1) return undefined;
  const value = decoded.slice(0, dot);
  const given = Buffer.from(decoded.slice(dot + 1), 'base64');
  const mine = others.some((secret) => isSame(given, signatureOf(value, secret)));
  return mine ? `${value}.${signatureOf(value, current).toString('base64')}` : undefined;
}

const signatureOf = (value: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(value).digest();

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
