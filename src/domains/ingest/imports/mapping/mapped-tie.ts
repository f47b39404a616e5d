import type { TieClaim } from '../../../../contract/records.ts';
import { facts } from '../fields/join-facts.ts';
import type { MappedRow } from './mapped-row.ts';

interface TieRule {
  readonly kind: TieClaim['kind'];
  readonly no: string;
  readonly role: string;
  readonly roles: readonly NonNullable<TieClaim['role']>[];
  /** Whoever names a share or a referral came by it, unless the row says otherwise; of a group buy nothing is known. */
  readonly otherwise?: NonNullable<TieClaim['role']>;
}

const RULES: readonly TieRule[] = [
  { kind: 'group-buy', no: 'group_no', role: 'group_role', roles: ['leader', 'member'] },
  {
    ...{ kind: 'referral', no: 'referral_no', role: 'referral_role' },
    ...{ roles: ['referrer', 'referred'], otherwise: 'referred' },
  },
  {
    ...{ kind: 'share', no: 'share_no', role: 'share_role' },
    ...{ roles: ['sharer', 'receiver'], otherwise: 'receiver' },
  },
];

/** The first tie a row names; undefined where it names none. */
export function tieOf(row: MappedRow): TieClaim | undefined {
  for (const { kind, no, role, roles, otherwise } of RULES) {
    const tieNo = row.text(no);
    if (tieNo !== undefined) return { kind, tieNo, ...facts({ role: row.oneOf(role, roles) ?? otherwise }) };
  }
  return undefined;
}
