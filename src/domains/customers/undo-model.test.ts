import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { IdentityClaim, TieClaim, Touch, TraitValue, WeakEvidence } from '../../contract/records.ts';
import { resolvePersons } from './identity/resolve-persons.ts';
import { storeProfiles } from './profiles/store-profiles.ts';
import { device, openShop, phone, type ShopFixture, user } from './shop-fixture.ts';
import { undoImport } from './undo-import.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Row {
  readonly identities: readonly IdentityClaim[];
  readonly weak?: WeakEvidence | undefined;
  readonly day: number;
  readonly traits: Record<string, TraitValue>;
  readonly tags: readonly string[];
  readonly touch?: Touch | undefined;
  readonly tie?: TieClaim | undefined;
}

const [zhang, li] = ['张', '李'].map((name) => ({
  maskedName: `${name}**`,
  maskedPhone: '138****0000',
  district: '西湖区',
}));

/** Few values of everything, so that rows and imports meet. */
const rowOf = (identity: fc.Arbitrary<IdentityClaim>): fc.Arbitrary<Row> =>
  fc.record({
    identities: fc.uniqueArray(identity, {
      minLength: 1,
      maxLength: 3,
      selector: (it) => it.kind + it.value,
    }),
    weak: fc.constantFrom(undefined, undefined, zhang, li),
    day: fc.integer({ min: 1, max: 4 }),
    traits: fc.dictionary(fc.constantFrom('name', 'city'), fc.constantFrom('甲', '乙', '丙'), { maxKeys: 2 }),
    tags: fc.subarray(['vip', 'new']),
    touch: fc.constantFrom(undefined, { source: 'one' }, { source: 'two' }),
    tie: fc.constantFrom(undefined, { kind: 'group-buy' as const, tieNo: 'g1', role: 'member' as const }),
  });

const accounts = [user('a'), user('b'), user('c'), user('d'), phone('13900139000'), phone('13900139001')];
const batch = (values: readonly IdentityClaim[]) =>
  fc.array(rowOf(fc.constantFrom(...values)), { minLength: 1, maxLength: 5 });

/** Devices in files of one batch only: a join refused in one batch is not retried where the next says it again. */
const file = fc.oneof(
  fc.tuple(batch([...accounts, device('x'), device('y')])),
  fc.array(batch(accounts), { minLength: 1, maxLength: 3 }),
);
type File = readonly (readonly Row[])[];

async function load(shop: ShopFixture, importId: number | undefined, batches: File): Promise<void> {
  const context = { source: `file-${importId ?? 'live'}`, ...(importId === undefined ? {} : { importId }) };
  for (const rows of batches) {
    await shop.inShop(async (tx) => {
      const at = ({ day }: Row) => `2026-01-0${day}T00:00:00.000Z`;
      const claims = rows.map((row) => ({
        ...{ identities: row.identities, at: at(row) },
        ...(row.weak === undefined ? {} : { weak: row.weak }),
      }));
      const { personIds } = await resolvePersons(tx, shop.keys, shop.shopId, claims, context);
      const profiles = rows.map((row, n) => ({ ...row, personId: personIds[n]!, at: at(row) }));
      await storeProfiles(tx, shop.keys, shop.shopId, profiles, context);
    });
  }
}

const undo = (shop: ShopFixture, importId: number) =>
  shop.inShop((tx) =>
    undoImport(tx, {
      keys: shop.keys,
      shopId: shop.shopId,
      importId,
      stillUsed: async () => new Set<number>(),
    }),
  );

/** The value behind each person: numbers depend on who came first, values do not. */
async function namesOf(shop: ShopFixture): Promise<Map<number, string>> {
  const rows = await shop.ask<{ person_id: number; kind: string; value_sealed: Buffer }>(
    'select person_id, kind, value_sealed from customers.identities',
  );
  const place = (personId: number) => ({
    ...{ shopId: shop.shopId, table: 'customers.identities', column: 'value_sealed' },
    rowId: String(personId),
  });
  return new Map(
    rows.map((it) => [it.person_id, `${it.kind}:${shop.keys.open(place(it.person_id), it.value_sealed)}`]),
  );
}

const questions = {
  persons: `select person_id, first_seen_at, last_seen_at, first_touch,
      (select quarantined_at is not null from customers.identities i where i.person_id = p.person_id) as quarantined
    from customers.persons p`,
  joins: `select person_a, person_b, evidence, import_id, made_by from customers.edges
    where withdrawn_at is null and kind = 'join'`,
  traits: `select person_id, name, value, value_sealed, source, at, import_id from customers.traits`,
  tags: 'select person_id, tag, source, added_by, expires_at, import_id from customers.tags',
  former: 'select person_id, tag, source, added_by, import_id from customers.former_tags',
  ties: 'select person_id, kind, tie_no, role, seen_at, import_id from customers.ties',
  weak: `select w.person_id, w.seen_at, w.import_id, (select json_agg(o.person_id order by o.person_id)
      from customers.weak_evidence o where coalesce(o.evidence_index_a, o.evidence_index_b)
        = coalesce(w.evidence_index_a, w.evidence_index_b)) as persons
    from customers.weak_evidence w`,
  proposals: `select m.person_a, m.person_b, m.reason, m.state from customers.merge_proposals m
    join customers.persons a on a.person_id = m.person_a join customers.persons b on b.person_id = m.person_b
    where a.customer_id <> b.customer_id`,
} as const;

type Found = Record<string, unknown>;

/** All a shop knows of its customers, with values for numbers, in one order. */
async function contents(shop: ShopFixture): Promise<Record<string, unknown>> {
  const names = await namesOf(shop);
  const name = (person: unknown) => names.get(person as number) ?? `person ${person}`;
  const customers = Map.groupBy(Object.entries(await shop.customers()), ([, customer]) => customer);
  const answer: Record<string, unknown> = {
    customers: [...customers.values()].map((them) => them.map(([id]) => name(Number(id))).sort()).sort(),
  };
  const open = (row: Found) =>
    shop.keys.open(
      {
        ...{ shopId: shop.shopId, table: 'customers.traits', column: 'value_sealed' },
        rowId: `${row.person_id}:${row.name}`,
      },
      row.value_sealed as Buffer,
    );
  for (const [what, question] of Object.entries(questions)) {
    const rows = await shop.ask<Found>(question);
    const lines = rows.map((row) => {
      const { person_id, person_a, person_b, value_sealed, persons, ...rest } = row;
      const ends = [person_id, person_a, person_b].flatMap((it) => (it === undefined ? [] : name(it))).sort();
      const sealed = value_sealed ? { open: open(row) } : {};
      const others = persons === undefined ? {} : { persons: (persons as number[]).map(name).sort() };
      return JSON.stringify({ ends, ...rest, ...sealed, ...others });
    });
    answer[what] = lines.sort();
  }
  return answer;
}

const nothing = { customers: [], ...Object.fromEntries(Object.keys(questions).map((it) => [it, []])) };

it('an import undone is as one that never was, and two undone in either order leave nothing', async () => {
  await fc.assert(
    fc.asyncProperty(file, file, fc.boolean(), async (a, b, firstA) => {
      const [both, onlyA, onlyB] = [
        await openShop(world),
        await openShop(world),
        await openShop(world),
      ] as const;
      await load(both, 1, a);
      await load(both, 2, b);
      await load(onlyA, 1, a);
      await load(onlyB, 2, b);
      const [first, second, rest] = firstA ? ([1, 2, onlyB] as const) : ([2, 1, onlyA] as const);
      await undo(both, first);
      expect(await contents(both)).toEqual(await contents(rest));
      await undo(both, second);
      expect(await contents(both)).toEqual(nothing);
      for (const table of ['said_joins', 'said_again', 'trait_history', 'sightings', 'edges', 'identities'])
        expect(await both.ask(`select * from customers.${table}`)).toEqual([]);
    }),
    cases(60, 20),
  );
});

it('what was said live stays whole, whichever side it came from', async () => {
  await fc.assert(
    fc.asyncProperty(file, file, fc.boolean(), async (a, live, before) => {
      const [both, alone] = [await openShop(world), await openShop(world)];
      if (before) await load(both, undefined, live);
      await load(both, 1, a);
      if (!before) await load(both, undefined, live);
      await load(alone, undefined, live);
      await undo(both, 1);
      expect(await contents(both)).toEqual(await contents(alone));
    }),
    cases(40, 15),
  );
});
