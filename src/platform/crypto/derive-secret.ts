import { createHmac } from 'node:crypto';

/** A secret of its own for every purpose, from the installation's secret key (RootKey): HMAC-SHA-256, hex. Nothing to store or lose. */
export const deriveSecret = (secretKey: Uint8Array, purpose: string): string =>
  createHmac('sha256', secretKey).update(purpose).digest('hex');
