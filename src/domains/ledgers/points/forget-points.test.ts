import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { auditPoints } from './audit-points.ts';
import { earnPoints } from './earn-points.ts';
import { pointsData } from './personal-data.ts';
import { readStanding } from './read-points.ts';
import { revokePoints } from './revoke-points.ts';
import { refundPoints, reservePoints, spendPoints } from './spend-points.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('an erasure takes back what is held, ends what is under way, and leaves entries of nobody that add up', async () => {
  const { shopId } = await world.shop();
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
  const ask = (key: string) => ({
    key,
    cause: 'test',
    reason: 'a word',
    ref: 'a:1',
    by: 'test',
    at: world.clock.now(),
  });
  const keys = await world.platform.keyring.forShop(shopId);
  await inShop((tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      values (${shopId}, 1, 1, now(), now())`.execute(tx),
  );
  const earning = { personId: 1, points: 100, expiresAt: null };
  const earned = orThrow(await inShop((tx) => earnPoints(tx, shopId, { earning, ask: ask('e') })));
  const spending = { personId: 1, points: 90, ask: ask('s') };
  const spent = orThrow(await inShop((tx) => spendPoints(tx, shopId, spending)));
  const endsAt = new Date('2099-01-01');
  const holding = { personId: 1, points: 10, endsAt, ask: ask('r') };
  orThrow(await inShop((tx) => reservePoints(tx, shopId, holding)));
  const taking = { actId: earned.act_id, points: 60, shortfall: 'debt' as const, ask: ask('t') };
  expect(await inShop((tx) => revokePoints(tx, shopId, taking))).toMatchObject({ value: { shortfall: 60 } });

  const whose = { shopId, customerId: 1, personIds: [1], keys, platform: world.platform };
  const shown = await inShop((tx) => pointsData.show({ ...whose, tx }));
  expect(JSON.stringify(shown)).toContain('a word');
  for (const _ of [1, 2]) await pointsData.erase({ ...whose, erasedAt: '2026-01-15T04:00:00Z' });
  const { lots } = await inShop((tx) => readStanding(tx, { shopId, personIds: [1] }, world.clock.now()));
  expect(lots).toEqual([]);
  const { rows } = await inShop((tx) =>
    sql`select a.person_id, a.active, a.reserved, a.debt, (select count(reason) + count(ref) + count(key) from ledgers.points_acts) as words
      from ledgers.points_accounts a where shop_id = ${shopId}`.execute(tx),
  );
  expect(rows).toEqual([{ person_id: null, active: 0, reserved: 0, debt: 0, words: 0 }]);
  const back = { actId: spent.act_id, points: null, ask: ask('b') };
  expect(await inShop((tx) => refundPoints(tx, shopId, back))).toMatchObject({
    problem: { code: 'account-closed' },
  });
  expect((await auditPoints(world.platform.db, { shopId, at: world.clock.now() })).findings).toEqual([]);
});

it('nobody but the functions writes the ledger, and they serve only the shop of the transaction', async () => {
  const [one, other] = [await world.shop(), await world.shop()];
  const inShop = (work: (tx: Tx) => Promise<unknown>) =>
    withShop(world.platform.db, one.shopId, work).catch((error: Error) => error.message);
  for (const table of ['accounts', 'acts', 'lots', 'entries', 'reservations'])
    expect(
      await inShop((tx) => sql`delete from ${sql.table(`ledgers.points_${table}`)}`.execute(tx)),
    ).toMatch(/permission denied/);
  const foreign = sql`select ledgers.points_forget(${other.shopId}, array[1], now(), 'erasure')`;
  expect(await inShop((tx) => foreign.execute(tx))).toMatch(/not the shop of this transaction/);
});
