import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { tierDowngrades } from '../../../contract/tiers.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { addDays } from '../../analytics/index.ts';
import { type HeldByPersons, heldBefore, nextStanding, type Outcome, type Rank } from './tier-rules.ts';
import { usualRules } from './usual-rules.ts';
import { countOutcomes, writeOutcomes } from './write-outcomes.ts';

/** Rows of standings, whatever past they come of: the one statement over all agrees with the pure rule over each. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const today = '2026-03-01';
const { ladder } = usualRules(100);
const codes = ladder.map(({ code }) => code);
const floors = ladder.map(({ from }) => from);
const people = 6;

const figure = fc.constantFrom(0, 499, 500, 1999, 2000, 8000, 9000);
const figures = fc.oneof(
  { weight: 6, arbitrary: fc.record({ figure, ahead: figure, ungiven: figure }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const row = fc.record({
  tier: fc.constantFrom(...codes, 'gone'),
  dropOn: fc.constantFrom(null, null, -1, 0, 5).map((days) => (days === null ? null : addDays(today, days))),
  mergedInto: fc.constantFrom(null, null, 1, 2, 4),
  alone: fc.constantFrom(null, null, ...codes),
});
const shopDrawn = fc.record({
  customers: fc.constantFrom([1, 2, 3, 4, 5, 6], [1, 1, 1, 4, 4, 6], [1, 2, 2, 4, 1, 1]),
  rows: fc.array(fc.option(row, { freq: 5 }), { minLength: people, maxLength: people }),
  figures: fc.array(figures, { minLength: people, maxLength: people }),
  downgrade: fc.constantFrom(...tierDowngrades),
  wait: fc.constantFrom(0, 1, 30),
});
type Drawn = typeof shopDrawn extends fc.Arbitrary<infer T> ? T : never;
type Row = NonNullable<Drawn['rows'][number]>;

const rankOfCode = (code: string | null | undefined): Rank => {
  const at = codes.indexOf(code ?? '');
  return at < 0 ? null : at;
};

/** Nobody is merged into themselves. */
const rowsOf = ({ rows }: Drawn): Map<number, Row> =>
  new Map(
    rows.flatMap((it, n) =>
      it === null ? [] : [[n + 1, it.mergedInto === n + 1 ? { ...it, mergedInto: null } : it]],
    ),
  );

function partsOf(customer: number, it: Drawn): HeldByPersons {
  const rows = rowsOf(it);
  const own = rows.get(customer);
  const others = it.customers.flatMap((owner, n) =>
    owner === customer && n + 1 !== customer ? [n + 1] : [],
  );
  const best = (ids: readonly number[]): Rank =>
    ids
      .map((id) => rankOfCode(rows.get(id)?.tier))
      .reduce<Rank>((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
  const isApart = (id: number) => rows.get(id)?.mergedInto !== customer;
  return {
    own: { rank: rankOfCode(own?.tier), dropOn: own?.dropOn ?? null },
    alone: rankOfCode(own?.alone),
    joined: best(others.filter(isApart)),
    merged: best(others.filter((id) => !isApart(id))),
    cameApart: [...rows].some(
      ([id, one]) => one.mergedInto === customer && it.customers[id - 1] !== customer,
    ),
  };
}

function expected(customer: number, it: Drawn): Outcome & { readonly held: Rank } {
  const held = heldBefore(partsOf(customer, it));
  const rules = { floors, downgrade: it.downgrade, waitDays: it.wait };
  return { ...nextStanding(held, it.figures[customer - 1]!, { rules, day: today }), held: held.rank };
}

/** As the moves name it: merging and coming apart move somebody without any figure. */
function reasonOf(customer: number, it: Drawn): string {
  const { reason, held } = expected(customer, it);
  const own = rowsOf(it).get(customer);
  if (reason === 'joined') return own === undefined ? 'joined' : 'rules';
  const rank = rankOfCode(own?.tier);
  return reason ?? (rank === null || held! > rank ? 'merged' : 'unmerged');
}

async function plant(tx: Tx, shopId: number, it: Drawn): Promise<void> {
  await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
    select ${shopId}, n, c, now(), now() from unnest(${it.customers}::integer[]) with ordinality as p(c, n)`.execute(
    tx,
  );
  for (const [id, one] of rowsOf(it))
    await sql`insert into loyalty.tier_standings (shop_id, person_id, tier, since, figure, ahead, drop_on, merged_into, alone)
      values (${shopId}, ${id}, ${one.tier}, '2026-01-01', 0, 0, ${one.dropOn}, ${one.mergedInto}, ${one.alone})`.execute(
      tx,
    );
}

const listed = (it: Drawn, name: 'figure' | 'ahead' | 'ungiven') =>
  it.figures.map((one) => one?.[name] ?? -1).join(',');

const spanOf = (shopId: number, it: Drawn) => ({
  ...{ shopId, from: 0, before: 100 },
  figures: {
    customers: it.figures.map((_, n) => n + 1).join(','),
    ...{ figures: listed(it, 'figure'), ahead: listed(it, 'ahead'), ungiven: listed(it, 'ungiven') },
  },
});

const readAll = async (tx: Tx, shopId: number) =>
  (
    await sql<{ person_id: number; tier: string; drop_on: string | null; merged_into: number | null }>`
      select person_id, tier, drop_on, merged_into, alone, moves, figure, ahead, since from loyalty.tier_standings
      where shop_id = ${shopId} order by person_id`.execute(tx)
  ).rows;

it('one statement over everybody says what the rule says of each; a simulation says it before; again, nothing changes', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(shopDrawn, async (it) => {
      const { shopId } = await world.shop();
      const rules = { ladder, downgrade: it.downgrade, notice_days: it.wait, grace_days: 0 };
      const judging = { rules, day: today };
      const writing = { ...judging, version: 1, cause: 'asked' as const, at: world.clock.now(), renamed: [] };
      await withShop(world.platform.db, shopId, async (tx) => {
        await plant(tx, shopId, it);
        const span = spanOf(shopId, it);
        const simulated = await countOutcomes(tx, { span, sold: undefined }, judging);
        const written = await writeOutcomes(tx, span, writing);
        const counts = simulated.map(({ sales: _, shipping: _none, orders: _no, ...count }) => count);
        expect(written.counts).toEqual(counts);
        const after = await readAll(tx, shopId);
        const customers = [...new Set(it.customers)];
        for (const customer of customers) {
          const { rank, dropOn } = expected(customer, it);
          const stands = after.find(({ person_id: id }) => id === customer);
          expect(stands).toMatchObject({ tier: codes[rank], drop_on: dropOn, merged_into: null });
        }
        for (const [n, owner] of it.customers.entries())
          if (owner !== n + 1)
            expect(after.find(({ person_id: id }) => id === n + 1)).toMatchObject({ merged_into: owner });
        const { rows: moves } = await sql<{ person_id: number; reason: string; to_tier: string }>`
          select person_id, reason, to_tier from loyalty.tier_moves where shop_id = ${shopId}`.execute(tx);
        for (const { person_id: id, reason, to_tier: to } of moves) {
          expect({ reason, to }).toEqual({ reason: reasonOf(id, it), to: codes[expected(id, it).rank] });
          seen.add(reason);
        }
        const { rows: notices } = await sql<{ id: number; drop_on: string }>`
          select person_id as id, drop_on from loyalty.tier_notices
          where shop_id = ${shopId} and over_on is null order by person_id`.execute(tx);
        const fresh = customers.filter((id) => {
          const { dropOn } = expected(id, it);
          return dropOn !== null && dropOn !== rowsOf(it).get(id)?.dropOn;
        });
        expect(notices.map(({ id }) => id)).toEqual(fresh);
        const again = await writeOutcomes(tx, span, writing);
        expect(await readAll(tx, shopId)).toEqual(after);
        expect(again.counts.every(({ from, to }) => from === to)).toBe(true);
        expect(again.changed).toEqual([]);
      });
    }),
    cases(150, 40),
  );
  expect([...seen].sort()).toEqual([
    'dropped',
    'earned',
    'joined',
    'merged',
    'refunded',
    'rules',
    'unmerged',
  ]);
});
