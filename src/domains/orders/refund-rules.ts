import type { RefundRecord } from '../../contract/records.ts';
import { instantText, type StoredLine } from './order-statement.ts';

/** A refund whose buyer (0 = guest) and products are known by number; quantities and amounts positive. */
export interface StoredRefund extends Omit<RefundRecord, 'kind' | 'identities' | 'lines'> {
  readonly personId: number;
  readonly lines: readonly StoredLine[];
}

/** What a source said about a refund's header. Holds no personal field. */
export interface RefundSaying {
  readonly refundedAt: string;
  readonly currency: string;
  readonly state: RefundRecord['state'];
  readonly orderNo?: string;
  readonly personId?: number;
  readonly amountMinor?: number;
  readonly type?: NonNullable<RefundRecord['type']>;
  readonly reason?: string;
}

export interface RefundStatement {
  readonly said: RefundSaying;
  /** Digest of `said`: the same words have the same. */
  readonly header: string;
  readonly heardNo: number;
}

export function refundSaying(refund: StoredRefund): RefundSaying {
  const { orderNo, amountMinor, type, reason, personId, currency, state } = refund;
  const said = {
    orderNo,
    amountMinor,
    type,
    reason,
    currency,
    state,
    refundedAt: instantText(refund.refundedAt),
  };
  const known = Object.entries(said).filter(([, value]) => value !== undefined && value !== '');
  return { ...Object.fromEntries(known), ...(personId > 0 ? { personId } : {}) } as unknown as RefundSaying;
}

/** A refund only goes forward: asked for, turned down, paid back after all. */
const stateRank = { processing: 0, rejected: 1, done: 2 } as const;

/**
 * The header that follows from what was said: field by field the furthest state that says something, then the later
 * heard. The same words, by whomever, are heard when they were said first.
 */
export function foldRefund(statements: readonly RefundStatement[]): RefundSaying {
  const rank = ({ said, heardNo }: RefundStatement) => [stateRank[said.state], heardNo] as const;
  const byTime = [...statements].sort((a, b) => b.heardNo - a.heardNo);
  const first = new Map(byTime.map((it) => [it.header, it]));
  const ordered = [...first.values()].sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
  return Object.assign({}, ...ordered.map(({ said }) => said));
}

/** What a refund takes from its order: nothing until it is done. */
export const takes = (state: RefundRecord['state'], amountMinor: number): number =>
  state === 'done' ? amountMinor : 0;
