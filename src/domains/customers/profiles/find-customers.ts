import type { Permission } from '../../../contract/auth.ts';
import type { CustomerRow, CustomerSearch } from '../../../contract/customer.ts';
import type { CustomerFigures, PeopleFilter } from '../../../contract/people.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { mayProfile, recordAct } from '../../compliance/index.ts';
import { type Dictionary, readDictionary } from '../dictionary/dictionary.ts';
import { readBestIdentities } from '../identity/best-identities.ts';
import type { TierFinder } from '../mirror-customers.ts';
import { type Presenting, presentRow, rowTraits } from '../present.ts';
import { findCardPlaces, type PlaceFinder } from './find-places.ts';
import { type CustomerFilter, listCustomers } from './list-customers.ts';
import { allowedFilter, figuresFor } from './list-view.ts';
import type { PeopleFinder, PeopleShop, ScoresAsk } from './people-finder.ts';
import { readCards } from './read-cards.ts';
import { type OrderFinder, searchPersons } from './search-customers.ts';

/** Who lists customers of which shop, and what they may see. */
export interface Lister {
  readonly platform: Platform;
  readonly shop: PeopleShop;
  readonly keys: ShopKeys;
  readonly findOrder: OrderFinder;
  readonly findPlaces: PlaceFinder;
  readonly people: PeopleFinder;
  readonly tiersOf?: TierFinder | undefined;
  readonly masking: Presenting['masking'];
  readonly permissions: ReadonlySet<Permission>;
  /** The audit log has every search that could tell whether somebody is here. */
  readonly actor: string;
  /** Whether the list leaves the building. */
  readonly acting?: 'list-read' | undefined;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Sort key of the last row of the page before: an instant and a person, or a value and a customer. */
export type ListPlace = readonly (string | number)[];

export interface Finding extends Lister {
  readonly query: Omit<CustomerSearch, 'cursor'>;
  readonly after: ListPlace | undefined;
}

export interface FoundCustomers {
  readonly customers: CustomerRow[];
  /** Where the next page begins; undefined on the last. */
  readonly next: ListPlace | undefined;
}

interface Listed {
  readonly customerIds: readonly number[];
  readonly next: ListPlace | undefined;
  /** By number, where they came with the list: looking up fifty of a million again costs as much as the list. */
  readonly figures?: ReadonlyMap<number, CustomerFigures>;
}

/**
 * One page of customers, masked for the caller. What was searched by goes to the audit log, never for what. By last
 * sight or number, and by tag, they come straight from PostgreSQL, live; by figures and scores as numbers from the
 * people of the view. Problems: search-hidden, scores-hidden, unusable-question.
 */
export async function findCustomers(finding: Finding): Promise<Result<FoundCustomers>> {
  const { platform, shop, query } = finding;
  const { text, trait, sort, order, limit: _, scores: __, by_score: byScore, ...filter } = query;
  const sorted = byScore === undefined ? filter : { ...filter, score: filter.score ?? byScore };
  const allowed = allowedFilter(sorted, finding.permissions);
  if (!allowed.ok) return allowed;
  const isLive = (sort === 'last-seen' || sort === 'newest') && order === 'desc' && isPlain(filter);
  const isSearch = text !== undefined || trait !== undefined;
  const asked = isSearch
    ? await withShop(platform.db, shop.shopId, (tx) => searched(tx, finding))
    : ok({ tag: query.tag });
  if (!asked.ok) return asked;
  const listed = isLive
    ? ok(await liveList(finding, asked.value))
    : await viewList(finding, {
        filter,
        searched: isSearch ? asked.value : undefined,
      });
  if (!listed.ok) return listed;
  return ok({ customers: await dress(finding, listed.value), next: listed.value.next });
}

const isPlain = (filter: PeopleFilter): boolean =>
  Object.entries(filter).every(([name, value]) => name === 'tag' || value === undefined);

/** What the words of a search come to; goes to the audit log. */
async function searched(tx: Tx, finding: Finding): Promise<Result<CustomerFilter>> {
  const { keys, shop, query, findOrder, masking } = finding;
  const { shopId } = shop;
  const dictionary = await readDictionary(tx, shopId);
  const by = searchedBy(query, dictionary);
  if (masking === 'hidden' && by.some((it) => it !== 'text')) return fail(searchHidden);
  if (by.length > 0)
    await recordAct(tx, {
      ...{ shopId, actor: finding.actor, act: 'customers.search', subject: 'customers' },
      details: { by },
    });
  const { text, tag, trait } = query;
  const search = { keys, shopId, dictionary, findOrder, masking };
  return ok({
    persons: text === undefined ? undefined : await searchPersons(tx, { ...search, text }),
    tag,
    trait,
  });
}

async function liveList(
  { platform, shop, keys, query, after, now }: Finding,
  filter: CustomerFilter,
): Promise<Listed> {
  const { shopId } = shop;
  const { limit } = query;
  const sort = query.sort === 'newest' ? 'newest' : 'last-seen';
  const place = after && { seenAt: String(after[0]), personId: Number(after[1]) };
  return withShop(platform.db, shopId, async (tx) => {
    const dictionary = await readDictionary(tx, shopId);
    const rows = await listCustomers(tx, {
      keys,
      shopId,
      dictionary,
      filter,
      sort,
      after: place,
      limit,
      now,
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      customerIds: rows.map((row) => row.customer_id),
      next: last && [last.seen_at, last.person_id],
    };
  });
}

/** Most customers that a search hands on to be sorted and filtered by figures. */
const MOST_FOUND = 1000;

async function viewList(
  finding: Finding,
  { filter, searched: found }: { filter: PeopleFilter; searched: CustomerFilter | undefined },
): Promise<Result<Listed>> {
  const { platform, shop, people, query, after, acting, signal } = finding;
  const customerIds =
    found &&
    (await liveList({ ...finding, after: undefined, query: { ...query, limit: MOST_FOUND } }, found))
      .customerIds;
  const page = await people.page({
    ...{ platform, shop, filter, customerIds, acting, signal, limit: query.limit },
    ...{ sort: query.sort, byScore: query.by_score, direction: query.order },
    after: after && { value: Number(after[0]), customerId: Number(after[1]) },
    scores: scoresIn(query),
  });
  if (!page.ok) return page;
  const { next, people: shown } = page.value;
  return ok({
    customerIds: shown.map((it) => it.customerId),
    figures: new Map(shown.map((it) => [it.customerId, it.figures])),
    next: next && [next.value, next.customerId],
  });
}

/** Rows in the order of the numbers; whoever is gone since is left out. */
async function dress(finding: Finding, { customerIds, ...listed }: Listed): Promise<CustomerRow[]> {
  const { platform, shop, keys, people, masking, findPlaces, now, signal } = finding;
  const { shopId } = shop;
  if (customerIds.length === 0) return [];
  const scores = scoresIn(finding.query);
  const figures = listed.figures ?? (await people.figures({ platform, shop, signal, scores }, customerIds));
  return withShop(platform.db, shopId, async (tx) => {
    const dictionary = await readDictionary(tx, shopId);
    const cards = await readCards(tx, { keys, shopId, customerIds, now, names: rowTraits });
    const identities = await readBestIdentities(tx, { keys, shopId, customerIds });
    const places = await findCardPlaces(tx, { shopId, cards, findPlaces });
    const subjects = cards.map(({ customerId: id, personIds }) => ({ id, personIds }));
    const may = await mayProfile(tx, { shopId, subjects, purpose: 'profiling' });
    const standings = (await finding.tiersOf?.(tx, shopId, customerIds)) ?? [];
    const tiers = new Map(standings.map(({ personId, tier }) => [personId, tier]));
    return cards.map((card) => {
      const own = {
        tier: tiers.get(card.customerId),
        identity: identities.get(card.customerId),
        place: places.get(card.customerId),
        figures: figuresFor(figures.get(card.customerId), finding.permissions, may.get(card.customerId)),
      };
      return presentRow({ card, ...own }, { dictionary, masking });
    });
  });
}

/** Which scores to tell. */
const scoresIn = ({ scores = '' }: Finding['query']): ScoresAsk =>
  scores === 'all' ? scores : scores.split(',').filter((code) => code !== '');

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
