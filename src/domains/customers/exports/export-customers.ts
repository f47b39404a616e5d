import { type RawBuilder, sql } from 'kysely';
import type { Masking } from '../../../contract/auth.ts';
import type { PeopleFilter } from '../../../contract/people.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import {
  type Batch,
  type Cell,
  countRows,
  dayFilters,
  type ExportAsk,
  type ExportNoun,
  msOf,
  type Page,
  pageRows,
  type Row,
  readPages,
  textFilter,
  withinDays,
} from '../../../platform/exports/index.ts';
import { type Dictionary, readDictionary } from '../dictionary/dictionary.ts';
import { readBestIdentities } from '../identity/best-identities.ts';
import { presentIdentityValue, presentValue } from '../present.ts';
import { findCardPlaces, type PlaceFinder } from '../profiles/find-places.ts';
import type { PeopleFinder } from '../profiles/people-finder.ts';
import { type Card, type CardTrait, readCards } from '../profiles/read-cards.ts';
import { customerColumns, traitCode } from './customer-columns.ts';
import { viewFilterOf, viewFilters } from './view-filters.ts';

/** Where customers stand on the shop's own ladder. */
export interface ExportedTier {
  readonly customerId: number;
  /** As the shop's market calls it; goes before what channels say of a tier. */
  readonly tier: string;
  /** Shop day. */
  readonly since: string;
  /** Shop day from which it may be lost; null: it is safe. */
  readonly until: string | null;
}

/** What an export of customers asks of the domains to their right. */
interface CustomersHandlers {
  readonly findPlaces: PlaceFinder;
  readonly people: PeopleFinder;
  readonly standingsOf: (
    tx: Tx,
    shopId: number,
    customerIds: readonly number[],
  ) => Promise<readonly ExportedTier[]>;
}

/** Customers with their traits, one a row. What was sent where is asked of orders, as in the list; tiers of who keeps them. */
export const customersExport = ({ people, ...handlers }: CustomersHandlers): ExportNoun => ({
  noun: 'customers',
  summary: { zh: '客户及其属性，每行一位', en: 'Customers with their traits, one a row' },
  permission: 'customers:read',
  filters: {
    ...dayFilters(['首次到访', 'the first visit']),
    tag: textFilter(['标签', 'tag']),
    ...viewFilters,
  },
  columns: async ({ db }, { shopId }) =>
    customerColumns(await withShop(db, shopId, (tx) => readDictionary(tx, shopId))),
  async *read(ask) {
    const keys = await ask.platform.keyring.forShop(ask.shop.shopId);
    const filter = viewFilterOf(ask.filters);
    if (filter !== undefined) return yield* readView({ ...ask, ...handlers, keys }, people, filter);
    yield* readPages<number>(ask, (tx, after) => readPage(tx, { ...ask, ...handlers, keys, after }));
  },
  count: async (ask) => {
    const filter = viewFilterOf(ask.filters);
    if (filter === undefined) return countRows(ask, sql`customers.persons p`, conditions(ask));
    return orThrow(await people.count({ ...ask, filter, acting: 'export' })).customers;
  },
  countHeldOut: async (ask) => {
    const filter = viewFilterOf(ask.filters);
    if (filter === undefined) return 0;
    const count = async (acting?: 'export') =>
      orThrow(await people.count({ ...ask, filter, acting })).customers;
    return Math.max(0, (await count()) - (await count('export')));
  },
});

/** Everybody a view holds, by number; the view is asked anew for each page, so whoever left it meanwhile is left out. */
async function* readView(
  ask: Omit<Asking, 'after'>,
  people: PeopleFinder,
  filter: PeopleFilter,
): AsyncGenerator<Batch> {
  const { platform, shop, signal } = ask;
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const found = orThrow(
      await people.behind({ platform, shop, filter, acting: 'export', signal }, after, pageRows),
    );
    if (found.length === 0) return;
    after = found.at(-1)!;
    const rows = await withShop(platform.db, shop.shopId, (tx) => rowsOf(tx, { ...ask, after }, found));
    yield { rows, people: rows.map((row) => Number(row.customer_id)) };
  }
}

/** The first person stands for its customer. */
function conditions(ask: ExportAsk): RawBuilder<unknown>[] {
  const { shop, filters, platform } = ask;
  const firstSeen = sql`(select min(q.first_seen_at) from customers.persons q
    where q.shop_id = p.shop_id and q.customer_id = p.customer_id)`;
  const tagged = sql`exists (select from customers.persons q
    join customers.tags t on t.shop_id = q.shop_id and t.person_id = q.person_id
    where q.shop_id = p.shop_id and q.customer_id = p.customer_id and t.tag = ${filters.tag ?? ''}
      and (t.expires_at is null or t.expires_at > ${platform.clock.now()}))`;
  return [
    sql`p.shop_id = ${shop.shopId} and p.person_id = p.customer_id`,
    ...withinDays(firstSeen, ask),
    ...(filters.tag === undefined ? [] : [tagged]),
  ];
}

interface Asking extends ExportAsk {
  readonly keys: ShopKeys;
  readonly findPlaces: PlaceFinder;
  readonly standingsOf: CustomersHandlers['standingsOf'];
  readonly after: number | undefined;
}

async function readPage(tx: Tx, ask: Asking): Promise<Page<number>> {
  const { rows } = await sql<{ customer_id: number }>`
    select p.customer_id from customers.persons p
    where ${sql.join([...conditions(ask), sql`p.customer_id > ${ask.after ?? 0}`], sql` and `)}
    order by p.customer_id limit ${pageRows}`.execute(tx);
  const people = rows.map((row) => row.customer_id);
  const batch = { rows: await rowsOf(tx, ask, people), people };
  return { batch, next: rows.length < pageRows ? undefined : people.at(-1) };
}

async function rowsOf(tx: Tx, ask: Asking, customerIds: readonly number[]): Promise<Row[]> {
  const { keys, columns, platform, findPlaces, standingsOf } = ask;
  const { shopId } = ask.shop;
  const dictionary = await readDictionary(tx, shopId);
  const names = dictionary.traits.filter((it) => columns.has(traitCode(it))).map(({ name }) => name);
  const cards = await readCards(tx, { keys, shopId, customerIds, names, now: platform.clock.now() });
  const asked = { keys, shopId, customerIds };
  const identities = wantsIdentity(ask) ? await readBestIdentities(tx, asked) : new Map();
  const places = wantsPlace(ask) ? await findCardPlaces(tx, { shopId, cards, findPlaces }) : new Map();
  const standings = wantsTier(ask) ? await standingsOf(tx, shopId, customerIds) : [];
  const tiers = new Map(standings.map((it) => [it.customerId, it]));
  return cards.map((card) => ({
    ...placeCells(places.get(card.customerId)),
    ...traitCells(card.traits, dictionary, ask.masking),
    ...tierCells(tiers.get(card.customerId)),
    ...identityCells(identities.get(card.customerId), ask.masking),
    ...ownCells(card),
    currency: ask.shop.currency,
  }));
}

const wantsIdentity = ({ columns }: ExportAsk): boolean =>
  ['identity', 'identity_kind', 'identity_channel'].some((code) => columns.has(code));

const wantsTier = ({ columns }: ExportAsk): boolean =>
  ['tier', 'tier_since', 'tier_until'].some((code) => columns.has(code));

const tierCells = (it: ExportedTier | undefined): Row =>
  it === undefined ? {} : { tier: it.tier, tier_since: it.since, tier_until: it.until };

/** Whoever asks for one of them must be told of both, or a place told of would be mixed with one sent to. */
const wantsPlace = ({ columns }: ExportAsk): boolean => columns.has('province') && columns.has('city');

function ownCells(card: Card): Row {
  const touch = card.firstTouch;
  return {
    ...{ customer_id: card.customerId, persons: card.personIds.length },
    tags: card.tags.map(({ tag }) => tag).join(' '),
    ...{ first_seen_at: msOf(card.firstSeenAt), last_seen_at: msOf(card.lastSeenAt) },
    ...{ touch_channel: touch?.channel ?? null, touch_source: touch?.source ?? null },
    ...{ touch_medium: touch?.medium ?? null, touch_campaign: touch?.campaign ?? null },
  };
}

function traitCells(traits: readonly CardTrait[], dictionary: Dictionary, masking: Masking | 'clear'): Row {
  const cells: Record<string, Cell> = {};
  for (const { name, value } of traits) {
    const trait = dictionary.find(name);
    if (trait === undefined) continue;
    const shown = masking === 'clear' ? value : presentValue(trait, value, masking).value;
    const isInstant = trait.class === 'ordinary' && trait.type === 'instant';
    cells[traitCode(trait)] = isInstant ? Date.parse(String(shown)) : shown;
  }
  return cells;
}

type Identity = Parameters<typeof presentIdentityValue>[0];

function identityCells(identity: Identity | undefined, masking: Masking | 'clear'): Row {
  if (identity === undefined) return {};
  const { channel, kind, value } = masking === 'clear' ? identity : presentIdentityValue(identity, masking);
  return { identity_channel: channel, identity_kind: kind, identity: value };
}

const placeCells = (place: { province: string; city: string | null } | undefined): Row =>
  place === undefined ? {} : { province: place.province, city: place.city };
