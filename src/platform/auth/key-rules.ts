import { createHash, randomBytes } from 'node:crypto';

export type KeyKind = 'write' | 'api';

const prefixes: Readonly<Record<KeyKind, string>> = { write: 'swk_', api: 'sak_' };

/** How many characters of a key are kept in clear, to recognise it by: the kind's four and six of 256 random bits. */
const shownLength = 10;

export interface FreshKey {
  /** Given to its holder once, kept nowhere. */
  readonly key: string;
  /** SHA-256. A slow hash would add nothing: nobody can guess 256 random bits. */
  readonly hash: Buffer;
  readonly prefix: string;
}

export function makeKey(kind: KeyKind): FreshKey {
  const key = prefixes[kind] + randomBytes(32).toString('base64url');
  return { key, hash: hashOf(key), prefix: key.slice(0, shownLength) };
}

export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The kind a text claims to be a key of, or undefined if it cannot be one: spares the database a look. */
export function kindOf(text: string): KeyKind | undefined {
  const kind = (Object.keys(prefixes) as KeyKind[]).find((it) => text.startsWith(prefixes[it]));
  return kind !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text.slice(4)) ? kind : undefined;
}

/** The key in an Authorization header: `Bearer <key>`, or basic authentication with the key as user name. */
export function keyInHeader(header: string | undefined): string | undefined {
  const [scheme, value] = header?.split(' ', 2) ?? [];
  if (value === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0];
}
