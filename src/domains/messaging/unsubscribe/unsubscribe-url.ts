import type { Secrets } from '../../../platform/crypto/master-keys.ts';
import type { Platform } from '../../../platform/platform.ts';
import { tokenOf, type Unsubscription } from './token-rules.ts';

export const unsubscribePath = '/api/unsubscribe';

export const unsubscribeSecrets = (platform: Pick<Platform, 'secrets'>): Secrets =>
  platform.secrets('unsubscribe');

/** The link in a message that ends messages of its kind. */
export const unsubscribeUrl = (platform: Pick<Platform, 'secrets' | 'config'>, of: Unsubscription): string =>
  `${platform.config.publicUrl}${unsubscribePath}/${tokenOf(unsubscribeSecrets(platform).current, of)}`;
