import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../platform/errors.ts';
import { recordAct } from '../compliance/index.ts';
import { noSuchCustomer } from './identity/merge-problems.ts';
import { readIdentities } from './identity/read-identities.ts';
import { readCards } from './profiles/read-cards.ts';

export interface Unmasking {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly customerId: number;
  /** Names of traits, or `identity:<person id>`. */
  readonly fields: readonly string[];
  /** Who looks: `user:<id>`, `key:<id>`, `cli`. */
  readonly actor: string;
  /** Why, in their words; goes to the audit log. */
  readonly reason: string;
  readonly now: Date;
}

export interface ClearValue {
  readonly field: string;
  readonly value: string;
}

const reasonMissing = problem('reason-missing', 400, {
  zh: '查看明文须说明理由（至少 4 个字符）',
  en: 'Seeing a value in clear needs a reason of at least 4 characters',
});

/**
 * Shows personal values in clear. An act of its own: the audit log has who, whom, which fields and why before the
 * values leave, in one transaction. Fields the customer lacks are left out. Problems: reason-missing, no-such-customer.
 */
export async function unmask(tx: Tx, unmasking: Unmasking): Promise<Result<ClearValue[]>> {
  const { shopId, customerId, fields, actor, reason } = unmasking;
  if (reason.trim().length < 4) return fail(reasonMissing);
  const [card] = await readCards(tx, { ...unmasking, customerIds: [customerId] });
  if (card === undefined) return fail(noSuchCustomer([customerId]));
  const identities = fields.some((it) => it.startsWith('identity:'))
    ? await readIdentities(tx, unmasking)
    : [];
  const known = new Map<string, string>([
    ...card.traits.map((it) => [it.name, String(it.value)] as const),
    ...identities.map((it) => [`identity:${it.personId}`, it.value] as const),
  ]);
  const values = fields.flatMap((field) => {
    const value = known.get(field);
    return value === undefined ? [] : { field, value };
  });
  const details = { fields: values.map((it) => it.field) };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'customers.unmask', subject: `customer:${customerId}`, reason, details },
  });
  return ok(values);
}
