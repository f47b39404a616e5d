import type { IdentityClaim, WeakEvidence } from '../../../../contract/records.ts';

/** A plain mainland mobile number. With an extension, or masked, it is a platform's and nobody's identity. */
const MOBILE = /^(?:\+?86[- ]?)?(1[3-9]\d{9})$/;

/**
 * The buyer's own phone as an identity. A virtual number (隐私号: `13800000000-1234`, `13800000000转1234`) and a masked
 * one name nobody: they are lent to a parcel, and the next one may get the same.
 */
export function phoneIdentity(channel: string, text: string): IdentityClaim[] {
  const found = MOBILE.exec(text.trim());
  return found === null ? [] : [{ channel, kind: 'phone', value: found[1]! }];
}

/** Masked name, masked phone and district of a receiver: enough to propose, never to join. */
export function weakEvidence(name: string, phone: string, district: string): WeakEvidence | undefined {
  const isMasked = name.includes('*') && phone.includes('*');
  return isMasked && district !== '' ? { maskedName: name, maskedPhone: phone, district } : undefined;
}
