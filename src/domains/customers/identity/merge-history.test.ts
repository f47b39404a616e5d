import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { IdentityClaim } from '../../../contract/records.ts';
import { claim, device, openShop, phone, type ShopFixture, user } from '../shop-fixture.ts';
import { MOST_CUSTOMERS_JOINED } from './identity-kinds.ts';
import { type Merged, mergeCustomers, previewMerge } from './merge-customers.ts';
import { SlowGraph } from './slow-graph.ts';
import { splitCustomer, unmergeCustomers } from './unmerge-customers.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const identities: readonly IdentityClaim[] = [
  ...['a', 'b', 'c'].map((name) => user(name)),
  ...['13800138001', '13800138002'].map(phone),
  device('x'),
];
const index = fc.integer({ min: 0, max: identities.length - 1 });

type Step =
  | { readonly do: 'claim'; readonly who: readonly number[] }
  | { readonly do: 'crowd' }
  | { readonly do: 'merge'; readonly pick: readonly [number, number]; readonly lift: boolean }
  | { readonly do: 'unmerge'; readonly nth: number }
  | { readonly do: 'split'; readonly customer: number; readonly persons: readonly number[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      who: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'crowd' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      pick: fc.tuple(fc.nat(20), fc.nat(20)),
      lift: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmerge' as const), nth: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('split' as const),
      customer: fc.nat(20),
      persons: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 4 }),
    }),
  },
);

/** The same history told to the database and to the slow model. */
class History {
  readonly slow = new SlowGraph(MOST_CUSTOMERS_JOINED);
  readonly persons = new Map<string, number>();
  readonly shop: ShopFixture;
  crowds = 0;

  constructor(shop: ShopFixture) {
    this.shop = shop;
  }

  async take(it: Step): Promise<void> {
    if (it.do === 'claim') return this.claim(it.who.map((n) => identities[n]!));
    if (it.do === 'crowd') return this.crowd();
    if (it.do === 'merge') return this.merge(it.pick, it.lift);
    if (it.do === 'unmerge') return this.unmerge(it.nth);
    return this.split(it.customer, it.persons);
  }

  async claim(...claims: (readonly IdentityClaim[])[]): Promise<void> {
    await this.shop.resolve(...claims.map((who) => claim(...who)));
    for (const who of claims) this.join(who);
  }

  join(who: readonly IdentityClaim[]): void {
    const known = who.map((one) => this.personOf(one)).filter((one) => !this.slow.quarantined.has(one));
    const pairs = known
      .flatMap((one, i) =>
        known.slice(i + 1).map((two) => ({ a: Math.min(one, two), b: Math.max(one, two) })),
      )
      .sort((x, y) => this.devices(x) - this.devices(y));
    for (const { a, b } of pairs) {
      if (!this.slow.joins.some((edge) => edge.a === a && edge.b === b)) this.slow.join(a, b);
    }
  }

  devices = ({ a, b }: { a: number; b: number }) => [a, b].filter((it) => this.slow.isDevice(it)).length;

  personOf(one: IdentityClaim): number {
    const key = JSON.stringify(one);
    const known = this.persons.get(key);
    if (known !== undefined) return known;
    const personId = this.persons.size + 1;
    this.persons.set(key, personId);
    const strength = one.kind === 'device' ? 'device' : 'account';
    this.slow.persons.push({ personId, strength, quarantined: false });
    return personId;
  }

  /** So many strangers with one phone that it must be quarantined. */
  async crowd(): Promise<void> {
    const crowd = this.crowds++;
    const strangers = Array.from({ length: MOST_CUSTOMERS_JOINED + 1 }, (_, n) =>
      user(`crowd-${crowd}-${n}`),
    );
    await this.claim(...strangers.map((stranger) => [stranger, identities[4]!]));
  }

  customers = () =>
    [...new Set(this.slow.persons.map((it) => this.slow.customerOf(it.personId)))].sort((a, b) => a - b);

  pick(n: number): number | undefined {
    const all = this.customers();
    return all[n % all.length];
  }

  async merge(pick: readonly [number, number], liftNever: boolean): Promise<void> {
    const [one, two] = [this.pick(pick[0]), this.pick(pick[1])];
    if (one === undefined || two === undefined || one === two) return;
    const [a, b] = [Math.min(one, two), Math.max(one, two)];
    const [left, right] = [this.slow.component(a), this.slow.component(b)];
    const kept = this.slow.nevers.filter(
      (it) => (left.has(it.a) && right.has(it.b)) || (left.has(it.b) && right.has(it.a)),
    );
    const it = await this.shop.inShop((tx) =>
      mergeCustomers(tx, { shopId: this.shop.shopId, customerIds: [b, a], by: 'cli', liftNever }),
    );
    expect(it.ok).toBe(kept.length === 0 || liftNever);
    if (!it.ok) return;
    this.slow.nevers = this.slow.nevers.filter((never) => !kept.includes(never));
    this.slow.joins.push({ a, b, manual: true });
  }

  async unmerge(nth: number): Promise<void> {
    const edge = this.slow.joins[nth % this.slow.joins.length];
    if (edge === undefined) return;
    const it = await this.shop.inShop(async (tx) => {
      const edgeId = await this.edgeId(edge);
      return unmergeCustomers(tx, { shopId: this.shop.shopId, edgeIds: [edgeId], by: 'cli' });
    });
    const before = this.slow.joins;
    this.slow.joins = before.filter((other) => other !== edge);
    expect(it.ok).toBe(!this.slow.component(edge.a).has(edge.b));
    if (it.ok) this.keepApart([edge]);
    else this.slow.joins = before;
  }

  async split(n: number, members: readonly number[]): Promise<void> {
    const customerId = this.pick(n);
    if (customerId === undefined) return;
    const all = [...this.slow.component(customerId)];
    const persons = [...new Set(members.map((member) => all[member % all.length]!))];
    const it = await this.shop.inShop((tx) =>
      splitCustomer(tx, { shopId: this.shop.shopId, customerId, persons, by: 'cli' }),
    );
    expect(it.ok).toBe(persons.length < all.length);
    if (!it.ok) return;
    const across = this.slow.joins.filter((edge) => persons.includes(edge.a) !== persons.includes(edge.b));
    this.slow.joins = this.slow.joins.filter((edge) => !across.includes(edge));
    this.keepApart(across);
  }

  keepApart(edges: readonly { a: number; b: number }[]): void {
    for (const { a, b } of edges)
      if (!this.slow.nevers.some((it) => it.a === a && it.b === b)) this.slow.nevers.push({ a, b });
  }

  async edgeId({ a, b }: { a: number; b: number }): Promise<number> {
    const rows = await this.shop.ask<{ edge_id: number }>(
      `select edge_id from customers.edges where kind = 'join' and person_a = ${a} and person_b = ${b} and withdrawn_at is null`,
    );
    return rows[0]!.edge_id;
  }

  async compare(): Promise<void> {
    const expected = this.slow.persons.map((it) => [it.personId, this.slow.customerOf(it.personId)]);
    expect(await this.shop.customers()).toEqual(Object.fromEntries(expected));
    const quarantined = await this.shop.ask<{ person_id: number }>(
      'select person_id from customers.identities where quarantined_at is not null order by 1',
    );
    expect(quarantined.map((row) => row.person_id)).toEqual([...this.slow.quarantined].sort((a, b) => a - b));
  }
}

describe('merging and undoing', () => {
  it('ends, after any history, where the slow and obvious model ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 30 }), async (steps) => {
        const history = new History(await openShop(world));
        for (const it of steps) {
          await history.take(it);
          await history.compare();
        }
      }),
      cases(25, 12),
    );
  });

  it('undoes a merge exactly, and keeps the next claim from joining them again', async () => {
    const shop = await openShop(world);
    await shop.resolve(claim(user('a'), phone('13800138001')), claim(user('b'), phone('13800138002')));
    const before = await shop.customers();
    const preview = await shop.inShop((tx) => previewMerge(tx, shop.shopId, [3, 1]));
    expect(preview).toEqual({
      ok: true,
      value: {
        ...{ customerId: 1, persons: [1, 2, 3, 4], keptApart: [] },
        identities: [
          { kind: 'phone', count: 2 },
          { kind: 'user-id', count: 2 },
        ],
      },
    });
    expect(await shop.customers()).toEqual(before);
    const merge = await shop.inShop((tx) =>
      mergeCustomers(tx, { shopId: shop.shopId, customerIds: [1, 3], by: 'user:7', reason: 'same voice' }),
    );
    const { edgeIds } = (merge as { value: Merged }).value;
    expect(new Set(Object.values(await shop.customers())).size).toBe(1);
    await shop.inShop((tx) => unmergeCustomers(tx, { shopId: shop.shopId, edgeIds, by: 'user:8' }));
    expect(await shop.customers()).toEqual(before);
    await shop.resolve(claim(user('a'), phone('13800138002')));
    expect(await shop.customers()).toEqual(before);
    expect(await shop.ask('select person_a, person_b, reason from customers.merge_proposals')).toEqual([
      { person_a: 1, person_b: 4, reason: 'never' },
    ]);
    expect(
      await shop.ask(
        "select kind, made_by, withdrawn_by from customers.edges where made_by like 'user:%' order by 1",
      ),
    ).toEqual([
      { kind: 'join', made_by: 'user:7', withdrawn_by: 'user:8' },
      { kind: 'never', made_by: 'user:8', withdrawn_by: null },
    ]);
    expect(await shop.ask('select actor, act, reason from compliance.audit_log order by entry_id')).toEqual([
      { actor: 'user:7', act: 'customers.merge', reason: 'same voice' },
      { actor: 'user:8', act: 'customers.unmerge', reason: null },
    ]);
  });

  it('names the evidence that still joins two customers', async () => {
    const shop = await openShop(world);
    await shop.resolve(claim(user('a'), phone('13800138001')), claim(user('b'), phone('13800138001')));
    await shop.resolve(claim(user('a'), user('b')));
    const edges = await shop.ask<{ edge_id: number }>('select edge_id from customers.edges order by edge_id');
    const undo = (edgeIds: number[]) =>
      shop.inShop((tx) => unmergeCustomers(tx, { shopId: shop.shopId, edgeIds, by: 'cli' }));
    const it = await undo([edges[2]!.edge_id]);
    expect(it).toMatchObject({
      problem: {
        code: 'still-joined',
        issues: [{ field: String(edges[0]!.edge_id) }, { field: String(edges[1]!.edge_id) }],
      },
    });
    expect(await undo([999999])).toMatchObject({ problem: { code: 'no-such-merge' } });
  });

  it('makes one customer of a chain of claims that come all at once', async () => {
    const shop = await openShop(world);
    const names = Array.from({ length: 20 }, (_, n) => user(`u${n}`));
    await shop.resolve(...names.map((name) => claim(name)));
    await Promise.all(names.slice(1).map((name, n) => shop.resolve(claim(names[n]!, name))));
    expect(new Set(Object.values(await shop.customers()))).toEqual(new Set([1]));
  });

  it('survives staff merging, undoing and shoppers arriving all at once', async () => {
    const shop = await openShop(world);
    const names = Array.from({ length: 12 }, (_, n) => `u${n}`);
    await shop.resolve(...names.map((name) => claim(user(name))));
    const mergeTwo = async (a: number, b: number) => {
      const it = await shop.inShop((tx) =>
        mergeCustomers(tx, { shopId: shop.shopId, customerIds: [a, b], by: 'cli', liftNever: true }),
      );
      if (it.ok && (a + b) % 2 === 0)
        await shop.inShop((tx) =>
          unmergeCustomers(tx, { shopId: shop.shopId, edgeIds: it.value.edgeIds, by: 'cli' }),
        );
    };
    await Promise.all([
      ...names.map((_, n) => mergeTwo(n + 1, ((n * 5) % 12) + 1)),
      ...names.map((name, n) =>
        shop.resolve(claim(user(names[(n * 7) % 12]!), phone(`1380013810${n % 4}`)), claim(user(name))),
      ),
    ]);
    const edges = await shop.ask<{ person_a: number; person_b: number; kind: string }>(
      'select * from customers.edges where withdrawn_at is null',
    );
    const slow = new SlowGraph(MOST_CUSTOMERS_JOINED);
    slow.joins = edges
      .filter((it) => it.kind === 'join')
      .map((it) => ({ a: it.person_a, b: it.person_b, manual: true }));
    const customers = await shop.customers();
    for (const [person, customer] of Object.entries(customers))
      expect(customer).toBe(slow.customerOf(Number(person)));
    for (const it of edges.filter((edge) => edge.kind === 'never'))
      expect(customers[it.person_a]).not.toBe(customers[it.person_b]);
  });
});
