import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { SealError } from './seal.ts';

/** What a data key is for. */
export type KeyPurpose = 'seal' | 'index';

/**
 * Keys of the installation itself (shop 0, version 1): what its secrets come of (see RootKey), the same of the master key
 * that is to come, and a secret that came of one of before.
 */
export type OwnPurpose = 'secrets' | 'next' | `former:${string}`;

/** What a wrapped key is for; authenticated with its wrapping, so that a row moved to another shop does not unwrap. */
export interface KeyContext {
  readonly shopId: number;
  readonly purpose: KeyPurpose | OwnPurpose;
  readonly version: number;
}

/** The context of a key of the installation itself. */
export const ownContext = (purpose: OwnPurpose): KeyContext => ({ shopId: 0, purpose, version: 1 });

/** Whoever holds the master key: a file here, or a KMS that never lets it out (SHUKE_KMS). */
export interface KeyManagement {
  /** Names the master key, so that a wrapped key tells which one opens it. */
  readonly masterId: string;
  wrap(context: KeyContext, dataKey: Buffer): Promise<Buffer>;
  /** Throws SealError when the master key or the context is another. */
  unwrap(context: KeyContext, wrapped: Uint8Array): Promise<Buffer>;
}

/**
 * Key management by a master key in memory. Keys for wrapping are derived (HKDF), because the same master key also
 * makes the passwords of the database roles. Wrapped: 12 bytes nonce, 16 bytes tag, 32 bytes key.
 */
export function keyManagementOf(masterKey: Buffer): KeyManagement {
  const wrapping = Buffer.from(hkdfSync('sha256', masterKey, '', 'shuke data key wrapping', 32));
  const masterId = `file:${createHmac('sha256', masterKey).update('shuke master id').digest('hex').slice(0, 16)}`;
  return {
    masterId,
    wrap: async (context, dataKey) => wrapWith(wrapping, context, dataKey),
    unwrap: async (context, wrapped) => unwrapWith(wrapping, context, wrapped),
  };
}

const aadOf = (context: KeyContext) =>
  Buffer.from(JSON.stringify([context.shopId, context.purpose, context.version]));

function wrapWith(wrapping: Buffer, context: KeyContext, dataKey: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(aadOf(context));
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unwrapWith(wrapping: Buffer, context: KeyContext, wrapped: Uint8Array): Buffer {
  if (wrapped.length !== 60) throw new SealError('bytes');
  const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(aadOf(context)).setAuthTag(wrapped.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch {
    throw new SealError('master-key');
  }
}
