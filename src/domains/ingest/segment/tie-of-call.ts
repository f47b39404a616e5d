import type { TieClaim } from '../../../contract/records.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { firstText, type Json, textAt } from './call-values.ts';

/** Who shares, and who came by it, as far as an event says so. The specification has no names for it; these are ours. */

interface TieRule {
  readonly kind: TieClaim['kind'];
  readonly names: readonly string[];
  readonly role: (event: string, properties: Json) => NonNullable<TieClaim['role']>;
}

const SENT = /shared$|^invite sent$|^invited|^referral sent$|^shared /i;

const RULES: readonly TieRule[] = [
  {
    kind: 'group-buy',
    names: ['group_buy_id', 'groupBuyId'],
    role: (_event, properties) => (textAt(properties, 'group_buy_role') === 'leader' ? 'leader' : 'member'),
  },
  {
    kind: 'referral',
    names: ['referral_id', 'referralId', 'referral_code'],
    role: (event) => (SENT.test(event) ? 'referrer' : 'referred'),
  },
  {
    kind: 'share',
    names: ['share_id', 'shareId'],
    role: (event) => (SENT.test(event) ? 'sharer' : 'receiver'),
  },
];

/** The tie an event is part of; undefined where it names none, or by what is somebody's phone number or address. */
export function tieOf(event: string, properties: Json): TieClaim | undefined {
  for (const { kind, names, role } of RULES) {
    const tieNo = firstText(properties, names);
    if (tieNo !== '' && tieNo.length <= 100 && personalKindOf(tieNo) === undefined)
      return { kind, tieNo, role: role(event, properties) };
  }
  return undefined;
}
