import type { ClearReceiver } from '../../contract/order.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../platform/errors.ts';
import { recordAct } from '../compliance/index.ts';
import { openReceiver } from './present.ts';
import { noSuchOrder, readHeaders } from './read-order.ts';

export interface UnmaskingReceiver {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly orderId: number;
  /** Who looks: `user:<id>`, `key:<id>`, `cli`. */
  readonly actor: string;
  /** Why, in their words; goes to the audit log. */
  readonly reason: string;
}

/**
 * Shows an order's receiver in clear. The audit log has who, which order and why before the values leave, in one
 * transaction. Problems: no-such-order; personal-value where the reason itself holds one.
 */
export async function unmaskReceiver(tx: Tx, unmasking: UnmaskingReceiver): Promise<Result<ClearReceiver>> {
  const { keys, shopId, orderId, actor, reason } = unmasking;
  const [header] = await readHeaders(tx, shopId, { orderId });
  if (header === undefined) return fail(noSuchOrder);
  const subject = `order:${orderId}`;
  await recordAct(tx, { shopId, actor, act: 'orders.unmask-receiver', subject, reason });
  return ok(openReceiver(header, keys));
}
