import { createHash, timingSafeEqual } from 'node:crypto';
import { hasAccounts } from '../platform/auth/index.ts';
import { allOf } from '../platform/crypto/master-keys.ts';
import type { Platform } from '../platform/platform.ts';

/** No letter that is taken for another. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * What whoever sets the installation up must know, so that nobody else on the network takes it: printed by `serve` where
 * its operator sees it. Derived from the master key: every process prints the same, and nothing is stored. It opens
 * nothing once there is an account. 60 bits in three groups: XXXX-XXXX-XXXX.
 */
export const setupCode = ({ secrets }: Pick<Platform, 'secrets'>): string =>
  codeOf(secrets('set-up code').current);

function codeOf(secret: string): string {
  const bytes = Buffer.from(secret, 'hex').subarray(0, 12);
  const letters = [...bytes].map((byte) => LETTERS[byte % 32]).join('');
  return letters.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3');
}

/** As typed: case and dashes do not count. While the master key changes, the code that was printed goes on being good. */
export function isSetupCode({ secrets }: Pick<Platform, 'secrets'>, typed: string): boolean {
  const digest = (text: string) =>
    createHash('sha256').update(text.replaceAll(/[\s-]/g, '').toUpperCase()).digest();
  return allOf(secrets('set-up code')).some((it) => timingSafeEqual(digest(typed), digest(codeOf(it))));
}

/** True while nobody has an account. */
export const needsSetup = async (platform: Pick<Platform, 'authDb'>): Promise<boolean> =>
  !(await hasAccounts(platform));
