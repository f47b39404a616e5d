import type { IdentityKind } from '../../../contract/records.ts';
import { MASKING_SIGN, normalizePhone } from './phone-number.ts';

/** Why a claimed identity names nobody. Counted, never an error: the order or event it came with is still good. */
export type Unusable = 'empty' | 'masked' | 'virtual' | 'placeholder' | 'not-a-phone' | 'not-an-e-mail';

export type Normalized = { readonly value: string } | { readonly no: Unusable };

export interface KindRule {
  /**
   * account: somebody signed up, was given it or proved it; two in one claim join their customers.
   * device: several people may use it; it belongs to the first account seen with it, and never joins two accounts.
   */
  readonly strength: 'account' | 'device';
  /** shop: the same value is the same human on every channel (a phone); channel: each platform has its own. */
  readonly scope: 'shop' | 'channel';
  readonly normalize: (text: string) => Normalized;
}

/** What exports write where there is nothing to write. */
const PLACEHOLDERS = new Set(['-', '--', '/', '0', 'null', 'none', 'undefined', 'n/a', 'nan', '无', '未知']);

function opaque(text: string): Normalized {
  if (text === '') return { no: 'empty' };
  if (PLACEHOLDERS.has(text.toLowerCase())) return { no: 'placeholder' };
  // Some shops number their members by phone, and mask it in exports as such: 138****8000.
  if (text.includes('**')) return { no: 'masked' };
  return { value: text };
}

/**
 * Platforms show 王* for everyone called 王 and something: one star is enough to name thousands. Who truly has a star in
 * an account name is known by its other identities.
 */
const maskable = (text: string): Normalized => (MASKING_SIGN.test(text) ? { no: 'masked' } : opaque(text));

function phone(text: string): Normalized {
  const plain = opaque(text);
  if ('no' in plain) return plain;
  const it = normalizePhone(text);
  return 'phone' in it ? { value: it.phone } : it;
}

function eMail(text: string): Normalized {
  const plain = opaque(text);
  if ('no' in plain) return plain;
  if (MASKING_SIGN.test(text)) return { no: 'masked' };
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { value: text.toLowerCase() } : { no: 'not-an-e-mail' };
}

const account = (normalize = opaque): KindRule => ({ strength: 'account', scope: 'channel', normalize });
const device: KindRule = { strength: 'device', scope: 'channel', normalize: opaque };

/** Every kind of identity with what it proves. */
export const identityKinds: Readonly<Record<IdentityKind, KindRule>> = {
  'open-address': account(),
  'open-uid': account(),
  'union-id': account(),
  'open-id': account(),
  'member-name': account(maskable),
  'customer-number': account(),
  'member-card': { ...account(), scope: 'shop' },
  phone: { ...account(phone), scope: 'shop' },
  'e-mail': { ...account(eMail), scope: 'shop' },
  'pos-number': account(),
  'user-id': account(),
  device,
  'anonymous-id': device,
};

/** A value that joins more customers than this is a shared one (a courier's phone): it is quarantined. */
export const MOST_CUSTOMERS_JOINED = 20;
