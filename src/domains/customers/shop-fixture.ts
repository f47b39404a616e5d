import { sql } from 'kysely';
import type { World } from '../../../test/world.ts';
import type { IdentityClaim } from '../../contract/records.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import type { PersonClaim } from './identity/claimed-identities.ts';
import { type ResolveContext, type Resolved, resolvePersons } from './identity/resolve-persons.ts';
import type { PeopleFinder } from './profiles/people-finder.ts';

/** For tests of this domain: a fresh shop and the few calls every test makes. */
export interface ShopFixture {
  readonly shopId: number;
  readonly slug: string;
  readonly keys: ShopKeys;
  readonly inShop: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly resolve: (...claims: PersonClaim[]) => Promise<Resolved>;
  /** Rows of a query of the test, as the application's role. */
  readonly ask: <Row>(text: string) => Promise<Row[]>;
  /** Customer of every person. */
  readonly customers: () => Promise<Record<number, number>>;
}

/** Nobody counts anything in tests of this domain: figures are asked of analytics. */
export const noPeople: PeopleFinder = {
  page: () => Promise.reject(new Error('No view is asked for here')),
  count: () => Promise.reject(new Error('No count is asked for here')),
  behind: () => Promise.reject(new Error('No view is asked for here')),
  figures: async () => new Map(),
  habits: async () => ({ categories: [], channels: [] }),
};

export const testContext: ResolveContext = { source: 'test', importId: 7 };

export async function openShop(world: World, made?: { shopId: number; slug: string }): Promise<ShopFixture> {
  const { shopId, slug } = made ?? (await world.shop());
  const { db, keyring } = world.platform;
  const keys = await keyring.forShop(shopId);
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(db, shopId, work);
  const ask = <Row>(text: string) => inShop(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows);
  return {
    shopId,
    slug,
    keys,
    inShop,
    ask,
    resolve: (...claims) => inShop((tx) => resolvePersons(tx, keys, shopId, claims, testContext)),
    customers: async () => {
      const rows = await ask<{ person_id: number; customer_id: number }>('select * from customers.persons');
      return Object.fromEntries(rows.map((row) => [row.person_id, row.customer_id]));
    },
  };
}

export const phone = (value: string): IdentityClaim => ({ channel: 'taobao', kind: 'phone', value });
export const user = (value: string, channel = 'web'): IdentityClaim => ({ channel, kind: 'user-id', value });
export const device = (value: string): IdentityClaim => ({ channel: 'web', kind: 'device', value });
export const claim = (...identities: IdentityClaim[]): PersonClaim => ({
  identities,
  at: '2026-01-02T03:04:05Z',
});
