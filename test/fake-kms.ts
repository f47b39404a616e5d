import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { KeyContext, KeyManagement } from '../src/platform/crypto/key-management.ts';

/**
 * A KMS as SHUKE_KMS names one: its key never leaves it, what it wraps is longer than ours, and it can be away. Its key
 * comes of its id, so that several processes of a test reach one.
 */
export const fake = { id: 'fake/key-1', away: false, wrapped: [] as KeyContext[] };

const header = Buffer.from('fake-kms-blob-of-some-length:');

const aad = (context: KeyContext) => Buffer.from(JSON.stringify(context));

const refuseWhileAway = () => {
  if (fake.away) throw new Error('connect ETIMEDOUT 10.0.0.9:443');
};

/** @public Loaded by its path, as SHUKE_KMS does. */
export const openKms = async (): Promise<KeyManagement> => fakeKms(fake.id);

export function fakeKms(masterId: string): KeyManagement {
  const key = createHash('sha256').update(`a fake KMS's ${masterId}`).digest();
  return {
    masterId,
    async wrap(context, dataKey) {
      refuseWhileAway();
      fake.wrapped.push(context);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad(context));
      const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    async unwrap(context, wrapped) {
      refuseWhileAway();
      const blob = Buffer.from(wrapped).subarray(header.length);
      const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(aad(context)).setAuthTag(blob.subarray(12, 28));
      return Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]);
    },
  };
}
