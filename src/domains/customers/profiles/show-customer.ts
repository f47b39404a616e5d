import type { CustomerView } from '../../../contract/customer.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { readFlags } from '../../compliance/index.ts';
import { readDictionary } from '../dictionary/dictionary.ts';
import { noSuchCustomer } from '../identity/merge-problems.ts';
import { readIdentities } from '../identity/read-identities.ts';
import { type Presenting, presentCustomer } from '../present.ts';
import { readCards } from './read-cards.ts';
import { readTies } from './tie-store.ts';

export interface Showing {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly customerId: number;
  readonly masking: Presenting['masking'];
  readonly now: Date;
}

/** Everything known of one customer but its timeline and notes, masked for the caller. Problems: no-such-customer. */
export async function showCustomer(tx: Tx, showing: Showing): Promise<Result<CustomerView>> {
  const { shopId, customerId, masking } = showing;
  const [card] = await readCards(tx, { ...showing, customerIds: [customerId] });
  if (card === undefined) return fail(noSuchCustomer([customerId]));
  const dictionary = await readDictionary(tx, shopId);
  const identities = await readIdentities(tx, showing);
  const ties = await readTies(tx, shopId, { customerId });
  const flags = await readFlags(tx, shopId, { id: customerId, personIds: card.personIds });
  return ok(presentCustomer({ card, identities, ties, flags }, { dictionary, masking }));
}
