import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Place } from './keyring.ts';

const FORMAT = 1;
const HEADER = 5;
const NONCE_END = HEADER + 12;
const TAG_END = NONCE_END + 16;

/** A sealed value did not open. Says which check failed, never a byte of the value, the key or the place's row. */
export class SealError extends Error {
  readonly reason: 'format' | 'version' | 'bytes' | 'master-key';

  constructor(reason: SealError['reason']) {
    super(`A sealed value does not open (${reason}).`);
    this.name = 'SealError';
    this.reason = reason;
  }
}

const secrets = new WeakMap<Buffer, KeyObject>();

/** The key as Node's cipher wants it. Given bytes, Node makes this object anew at every call: 37 us instead of 7. */
function secretOf(bytes: Buffer): KeyObject {
  const known = secrets.get(bytes);
  if (known !== undefined) return known;
  const made = createSecretKey(bytes);
  secrets.set(bytes, made);
  return made;
}

/** JSON, because joined by a separator (`1/a.b`, `c`) and (`1`, `a.b/c`) would be one place. */
const aadOf = (place: Place) =>
  Buffer.from(JSON.stringify([place.shopId, place.table, place.column, place.rowId]));

/**
 * AES-256-GCM with a random 96-bit nonce: one key is good for 2^32 values (NIST SP 800-38D, 8.3), far above what a
 * shop seals between rotations.
 */
export function sealWith(key: { bytes: Buffer; version: number }, place: Place, plain: string): Buffer {
  const header = Buffer.allocUnsafe(HEADER);
  header.writeUInt8(FORMAT, 0);
  header.writeUInt32BE(key.version, 1);
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', secretOf(key.bytes), nonce).setAAD(aadOf(place));
  const body = cipher.update(plain, 'utf8');
  const rest = cipher.final();
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body, rest]);
}

const NONCE = NONCE_END - HEADER;

/** Random bytes drawn ahead, each used once: a draw costs the same for 12 bytes as for 3,000. */
const drawn = { bytes: Buffer.alloc(0), next: 0 };

function nextNonce(): Buffer {
  if (drawn.next + NONCE > drawn.bytes.length)
    Object.assign(drawn, { bytes: randomBytes(NONCE * 256), next: 0 });
  drawn.next += NONCE;
  return drawn.bytes.subarray(drawn.next - NONCE, drawn.next);
}

/** Version of the key a value was sealed with; throws SealError on bytes that are no sealed value. */
export function sealVersionOf(sealed: Uint8Array): number {
  if (sealed.length < TAG_END || sealed[0] !== FORMAT) throw new SealError('format');
  return new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength).getUint32(1);
}

/** The text, or SealError `bytes` when key, place or any bit differs. */
export function openWith(key: Buffer, place: Place, sealed: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), sealed.subarray(HEADER, NONCE_END), {
    authTagLength: 16,
  });
  decipher.setAAD(aadOf(place)).setAuthTag(sealed.subarray(NONCE_END, TAG_END));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(TAG_END)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealError('bytes');
  }
}

/** HMAC-SHA-256 over kind and value, cut to 16 bytes: two of 2^32 values meet with a chance of 2^-65. */
export function blindIndexWith(key: Buffer, kind: string, normalized: string): Buffer {
  return createHmac('sha256', secretOf(key)).update(`${kind}\0${normalized}`).digest().subarray(0, 16);
}
