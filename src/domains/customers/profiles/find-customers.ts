import type { CustomerRow, CustomerSearch } from '../../../contract/customer.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readDictionary } from '../dictionary/dictionary.ts';
import { type Presenting, presentRow, rowTraits } from '../present.ts';
import { type Listing, listCustomers } from './list-customers.ts';
import { readCards } from './read-cards.ts';
import { type OrderFinder, searchPersons } from './search-customers.ts';

export interface Finding {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly query: Pick<CustomerSearch, 'text' | 'tag' | 'trait' | 'sort' | 'limit'>;
  readonly after: Listing['after'];
  readonly findOrder: OrderFinder;
  readonly masking: Presenting['masking'];
  readonly now: Date;
}

export interface FoundCustomers {
  readonly customers: CustomerRow[];
  /** Where the next page begins; undefined on the last. */
  readonly next: Listing['after'];
}

/** One page of customers, masked for the caller. */
export async function findCustomers(tx: Tx, finding: Finding): Promise<FoundCustomers> {
  const { keys, shopId, query, after, findOrder, now } = finding;
  const dictionary = await readDictionary(tx, shopId);
  const { text, tag, trait, sort, limit } = query;
  const persons =
    text === undefined ? undefined : await searchPersons(tx, { keys, shopId, text, dictionary, findOrder });
  const filter = { persons, tag, trait };
  const rows = await listCustomers(tx, { keys, shopId, dictionary, filter, sort, after, limit, now });
  const customerIds = rows.map((row) => row.customer_id);
  const cards = await readCards(tx, { keys, shopId, customerIds, now, names: rowTraits });
  const presenting = { dictionary, masking: finding.masking };
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    customers: cards.map((card) => presentRow(card, presenting)),
    next: last && { seenAt: last.seen_at, personId: last.person_id },
  };
}
