import { createHmac } from 'node:crypto';

/** A secret of its own for every purpose, from the master key: HMAC-SHA-256, hex. Nothing to store or lose. */
export const deriveSecret = (masterKey: Uint8Array, purpose: string): string =>
  createHmac('sha256', masterKey).update(purpose).digest('hex');
