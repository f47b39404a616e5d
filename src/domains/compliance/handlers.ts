import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Result } from '../../platform/errors.ts';
import type { PersonalData } from './erasure/personal-data.ts';

/** What compliance asks of the domains to its right; `app.ts` hands it in. */
export interface ComplianceHandlers {
  /** Every person of a customer, ascending. Problems: no-such-customer. */
  readonly findPersons: (tx: Tx, shopId: number, customerId: number) => Promise<Result<number[]>>;
  /** Something changed that decides what may be done with these persons' data: the mirror is to be told. */
  readonly standingChanged: (tx: Tx, shopId: number, personIds: readonly number[]) => Promise<void>;
  /** They gave a consent anew: whoever was erased before may be known again from now on. */
  readonly consentGiven: (
    tx: Tx,
    who: { readonly keys: ShopKeys; readonly shopId: number; readonly personIds: readonly number[] },
  ) => Promise<void>;
  /** What every domain holds on a person, in the order in which it is erased. */
  readonly personalData: readonly PersonalData[];
}
