import type { CustomerRow, CustomerSearch } from '../../../contract/customer.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { type Dictionary, readDictionary } from '../dictionary/dictionary.ts';
import { readBestIdentities } from '../identity/best-identities.ts';
import { type Presenting, presentRow, type RowShown, rowTraits } from '../present.ts';
import { findCardPlaces, type PlaceFinder } from './find-places.ts';
import { type Listing, listCustomers } from './list-customers.ts';
import { readCards } from './read-cards.ts';
import { type OrderFinder, searchPersons } from './search-customers.ts';

export interface Finding {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly query: Pick<CustomerSearch, 'text' | 'tag' | 'trait' | 'sort' | 'limit'>;
  readonly after: Listing['after'];
  readonly findOrder: OrderFinder;
  readonly findPlaces: PlaceFinder;
  readonly masking: Presenting['masking'];
  /** Who asks; the audit log has every search that could tell whether somebody is here. */
  readonly actor: string;
  readonly now: Date;
}

export interface FoundCustomers {
  readonly customers: CustomerRow[];
  /** Where the next page begins; undefined on the last. */
  readonly next: Listing['after'];
}

/**
 * One page of customers, masked for the caller. A search by text or by a personal trait goes to the audit log: what it
 * was by, never for what. Problems: search-hidden.
 */
export async function findCustomers(tx: Tx, finding: Finding): Promise<Result<FoundCustomers>> {
  const { keys, shopId, query, after, findOrder, masking, now } = finding;
  const dictionary = await readDictionary(tx, shopId);
  const { text, tag, trait, sort, limit } = query;
  const by = searchedBy(query, dictionary);
  if (masking === 'hidden' && by.some((it) => it !== 'text')) return fail(searchHidden);
  if (by.length > 0)
    await recordAct(tx, {
      shopId,
      actor: finding.actor,
      act: 'customers.search',
      subject: 'customers',
      details: { by },
    });
  const search = { keys, shopId, dictionary, findOrder, masking };
  const persons = text === undefined ? undefined : await searchPersons(tx, { ...search, text });
  const filter = { persons, tag, trait };
  const rows = await listCustomers(tx, { keys, shopId, dictionary, filter, sort, after, limit, now });
  const customerIds = rows.map((row) => row.customer_id);
  const shown = await readShown(tx, finding, customerIds);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return ok({
    customers: shown.map((it) => presentRow(it, { dictionary, masking })),
    next: last && { seenAt: last.seen_at, personId: last.person_id },
  });
}

/** What the rows of these customers are made of: five statements however many. */
async function readShown(
  tx: Tx,
  { keys, shopId, now, findPlaces }: Finding,
  customerIds: readonly number[],
): Promise<RowShown[]> {
  const cards = await readCards(tx, { keys, shopId, customerIds, now, names: rowTraits });
  const identities = await readBestIdentities(tx, { keys, shopId, customerIds });
  const places = await findCardPlaces(tx, { shopId, cards, findPlaces });
  return cards.map((card) => ({
    card,
    identity: identities.get(card.customerId),
    place: places.get(card.customerId),
  }));
}

/** `text`, and `trait:<name>` for one that is not ordinary. */
function searchedBy({ text, trait }: Finding['query'], dictionary: Dictionary): string[] {
  const known = trait && dictionary.find(trait.name);
  const personal = known !== undefined && known.class !== 'ordinary' ? [`trait:${known.name}`] : [];
  return text === undefined ? personal : ['text', ...personal];
}

const searchHidden = problem('search-hidden', 403, {
  zh: '当前角色不可见个人信息，也不能按个人属性查找客户',
  en: 'Personal fields are hidden from this role, so it cannot search customers by them either',
});
