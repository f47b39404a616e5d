import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { auditPoints, shareAudited } from './audit-points.ts';
import { isAuditDue, noteBrokenOff, type PointsAudit, readLastAudit } from './audit-store.ts';
import { earnPoints } from './earn-points.ts';
import { endReservations, forgetGone } from './keep-points.ts';
import { readLiabilityDays, readLotLives, readOutstanding } from './liability.ts';
import { lockBudgets } from './lock-budgets.ts';
import { repayPoints, revokePoints } from './revoke-points.ts';
import { settlePoints } from './settle-points.ts';
import { refundPoints, reservePoints, spendPoints } from './spend-points.ts';
import { sumFlows } from './sum-flows.ts';

/** What is kept of a ledger piece by piece: audits, sums, due lots; and what two callers at once do to each other. */

let world: World;
let admin: Db;
let db: Db;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 1 });
  db = world.platform.db;
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

const never = new AbortController().signal;
const ask = (key: string, more: object = {}) => ({
  ...{ key, cause: 'test', by: 'test', at: world.clock.now(), ...more },
});

async function begin(customers: number) {
  const { shopId } = await world.shop();
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(db, shopId, work);
  await inShop((tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, ${customers}) it`.execute(tx),
  );
  const earn = async (personId: number, points: number, more: object = {}) =>
    orThrow(
      await earnPoints(db, shopId, {
        earning: { personId, points, expiresAt: null, ...more },
        ask: ask(`e${personId}-${points}-${Math.random()}`),
      }),
    );
  return { shopId, inShop, earn };
}

it('however many reservations cannot be ended, those behind them are', async () => {
  const { shopId, inShop, earn } = await begin(1);
  await earn(1, 100);
  const endsAt = new Date(world.clock.now().getTime() + 60_000);
  const held: number[] = [];
  for (const n of [1, 2, 3, 4]) {
    const reserving = { personId: 1, points: 10, endsAt, ask: ask(`hold-${n}`) };
    held.push(orThrow(await reservePoints(db, shopId, reserving)).act_id);
  }
  // Somebody has taken the keys under which the first three would be ended.
  for (const actId of held.slice(0, 3))
    orThrow(
      await spendPoints(db, shopId, {
        personId: 1,
        points: 1,
        ask: ask(` reservation-over:${actId}`, { by: 'system' }),
      }),
    );
  const open = () =>
    inShop(async (tx) => {
      const { rows } = await sql<{ id: number }>`
        select act_id as id from ledgers.points_reservations where shop_id = ${shopId} and state = 'open' order by 1`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    });
  const at = new Date(endsAt.getTime() + 1000);
  await expect(endReservations(db, { shopId, at, signal: never }, 2)).rejects.toThrow();
  expect(await open()).toEqual(held.slice(0, 3));
});

it('an audit that is broken off goes on where it was, finds what was planted, and waits after a failure', async () => {
  const { shopId, inShop, earn } = await begin(3);
  for (const personId of [1, 2, 3]) await earn(personId, 10);
  const at = world.clock.now();
  expect(await inShop((tx) => isAuditDue(tx, shopId, at))).toBe(true);
  const stop = new AbortController();
  const first = await auditPoints(db, { shopId, at, signal: stop.signal, onPiece: () => stop.abort() });
  expect(first).toMatchObject({ isDone: false, accounts: 3, entries: 3, lots: 3 });
  expect(shareAudited(first)).toBeCloseTo(0.5);
  expect(await inShop((tx) => readLastAudit(tx, shopId))).toBeUndefined();

  await inShop((tx) => noteBrokenOff(tx, shopId, at));
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  expect(await inShop((tx) => isAuditDue(tx, shopId, later(1)))).toBe(false);
  expect(await inShop((tx) => isAuditDue(tx, shopId, later(2)))).toBe(true);
  await inShop((tx) => noteBrokenOff(tx, shopId, later(2)));
  expect(await inShop((tx) => isAuditDue(tx, shopId, later(5)))).toBe(false);

  // Accounts were looked at before it was broken off: only what is planted in acts can be found by what is left.
  await sql`update ledgers.points_acts set points = points + 1 where shop_id = ${shopId} and account_id is not null
    and act_id = (select max(act_id) from ledgers.points_acts where shop_id = ${shopId})`.execute(admin);
  await sql`update ledgers.points_lots set points = points + 1, active = active + 1 where shop_id = ${shopId}`.execute(
    admin,
  );
  const pieces: PointsAudit[] = [];
  const done = await auditPoints(db, { shopId, at, onPiece: (it) => pieces.push(it) });
  expect(pieces).toHaveLength(1);
  expect(done).toMatchObject({ isDone: true, accounts: 3, findings: [{ what: 'act-differs', count: 1 }] });
  const again = await auditPoints(db, { shopId, at });
  expect(new Set(again.findings.map(({ what }) => what))).toEqual(
    new Set(['lot-differs', 'lots-and-balance-differ', 'act-differs']),
  );
  expect(again.findings.find(({ what }) => what === 'lot-differs')).toMatchObject({ count: 3 });
  expect(await inShop((tx) => isAuditDue(tx, shopId, later(60)))).toBe(false);
  expect(await inShop((tx) => isAuditDue(tx, shopId, later(24 * 60)))).toBe(true);
});

it('finance reads the same before and after its sums are made, in several stretches, and what came since', async () => {
  const { shopId, inShop, earn } = await begin(2);
  const day = 86_400_000;
  const expiresAt = new Date(world.clock.now().getTime() + 40 * day);
  await earn(1, 100, { expiresAt });
  await earn(2, 50);
  world.clock.advance(35 * day);
  const spent = orThrow(await spendPoints(db, shopId, { personId: 1, points: 30, ask: ask('s') }));
  orThrow(await refundPoints(db, shopId, { actId: spent.act_id, points: 10, ask: ask('b') }));
  world.clock.advance(10 * day);
  await settlePoints(db, { shopId, at: world.clock.now() });
  world.clock.advance(3 * 3_600_000);
  await earn(2, 7);
  const now = world.clock.now();
  const timeZone = 'Asia/Shanghai';
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  const range = { shopId, timeZone, from: dayOf(new Date(now.getTime() - 60 * day)), to: dayOf(now) };
  const read = () =>
    inShop(async (tx) => ({
      days: await readLiabilityDays(tx, range),
      lives: (await readLotLives(tx, shopId, now)).sort((a, b) =>
        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
      ),
    }));
  const before = await read();
  expect(before.days.reduce((sum, it) => sum + it.issued, 0)).toBe(157);
  expect(before.days.reduce((sum, it) => sum + it.spent, 0)).toBe(20);
  expect(before.days.reduce((sum, it) => sum + it.expired, 0)).toBe(80);
  expect(before.days.at(-1)!.outstanding).toBe(57);
  for (const _ of [1, 2]) await sumFlows(db, { shopId, at: now, signal: never });
  const { rows } = await inShop((tx) =>
    sql<{ n: number; late: number }>`
      select count(*) as n, count(*) filter (where quarter > ${now}::timestamptz - interval '2 hours') as late
      from ledgers.points_flows where shop_id = ${shopId}`.execute(tx),
  );
  expect(rows[0]!.n).toBe(3);
  expect(rows[0]!.late).toBe(0);
  expect(await read()).toEqual(before);
});

it('a signal ends the settling of what is due behind the piece it is at', async () => {
  const { shopId, earn, inShop } = await begin(1);
  await earn(1, 10, { activeFrom: new Date(world.clock.now().getTime() + 1000) });
  world.clock.advance(2000);
  const stop = new AbortController();
  stop.abort();
  expect(await settlePoints(db, { shopId, at: world.clock.now(), signal: stop.signal })).toBe(0);
  const { rows } = await inShop((tx) =>
    sql<{ pending: number }>`select pending from ledgers.points_accounts where shop_id = ${shopId}`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([{ pending: 10 }]);
  expect(await settlePoints(db, { shopId, at: world.clock.now() })).toBe(1);
});

it('points of persons whom an undone import took away are taken back', async () => {
  const { shopId, earn, inShop } = await begin(2);
  for (const personId of [1, 2]) await earn(personId, 10);
  await inShop((tx) =>
    sql`delete from customers.persons where shop_id = ${shopId} and person_id = 2`.execute(tx),
  );
  await forgetGone(db, { shopId, at: world.clock.now(), signal: never });
  expect(await inShop((tx) => readOutstanding(tx, shopId))).toMatchObject({ outstanding: 10 });
  expect((await auditPoints(db, { shopId, at: world.clock.now() })).findings).toEqual([]);
});

it('whom nobody is any more can neither earn nor spend, though their points are still there', async () => {
  const { shopId, inShop, earn } = await begin(1);
  await earn(1, 100);
  await inShop((tx) => sql`delete from customers.persons where person_id = 1`.execute(tx));
  const gone = { ok: false, problem: { code: 'no-such-customer' } };
  expect(await spendPoints(db, shopId, { personId: 1, points: 1, ask: ask('s') })).toMatchObject(gone);
  const earning = { personId: 1, points: 1, expiresAt: null };
  expect(await earnPoints(db, shopId, { earning, ask: ask('e') })).toMatchObject(gone);
});

it('the lot that expires first may be held, pending or over: spending goes on with the next', async () => {
  const { shopId, earn } = await begin(2);
  const inDays = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000);
  const spend = (key: string, personId: number, points: number) =>
    spendPoints(db, shopId, { personId, points, ask: ask(key) });
  await earn(1, 10, { expiresAt: inDays(1) });
  await earn(1, 20, { expiresAt: inDays(2) });
  orThrow(await reservePoints(db, shopId, { personId: 1, points: 10, endsAt: inDays(3), ask: ask('r') }));
  expect(orThrow(await spend('held', 1, 5))).toMatchObject({ available: 15, lots: [{ points: 5 }] });
  await earn(1, 30, { expiresAt: inDays(9), activeFrom: inDays(1) });
  expect(orThrow(await spend('pending', 1, 5)).available).toBe(10);
  await earn(2, 7, { expiresAt: inDays(1) });
  await earn(2, 8, { expiresAt: inDays(5) });
  world.clock.advance(2 * 86_400_000);
  expect(await spend('over', 1, 31)).toMatchObject({ problem: { code: 'not-enough-points' } });
  expect(orThrow(await spend('over', 1, 30)).available).toBe(0);
  expect(orThrow(await spend('other', 2, 8)).available).toBe(0);
});

it('a transaction of several customers that locks its budgets first and an act of one of them do not wait for each other', async () => {
  const { shopId, earn, inShop } = await begin(2);
  const { act_id: actId } = await earn(1, 10);
  const caps = [{ name: 'budget', most: 1000, whole: true }];
  const grant = (personId: number) => ({ personId, points: 5, expiresAt: null, caps });
  let other: Promise<unknown> = Promise.resolve();
  await inShop(async (tx) => {
    await lockBudgets(tx, shopId, ['budget']);
    const taking = { actId, points: 4, shortfall: 'negative' as const, ask: ask('t') };
    orThrow(await revokePoints(tx, shopId, taking));
    other = earnPoints(db, shopId, { earning: grant(1), ask: ask('other') }).then(orThrow);
    const waits = sql`select from pg_stat_activity where datname = ${world.name} and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waits.execute(admin)).rows.length, { timeout: 20_000 }).toBe(1);
    orThrow(await earnPoints(tx, shopId, { earning: grant(2), ask: ask('mine') }));
  });
  expect(await other).toMatchObject({ points: 5 });
});

it('one key settles a debt one way: paid is not forgiven', async () => {
  const { shopId, earn, inShop } = await begin(1);
  const { act_id: actId } = await earn(1, 10);
  orThrow(await spendPoints(db, shopId, { personId: 1, points: 10, ask: ask('s') }));
  const taking = { actId, points: 10, shortfall: 'debt' as const, ask: ask('t') };
  orThrow(await inShop((tx) => revokePoints(tx, shopId, taking)));
  const settling = { personId: 1, points: 4, how: 'paid' as const, ask: ask('r') };
  expect(await inShop((tx) => repayPoints(tx, shopId, settling))).toMatchObject({ value: { left: 6 } });
  expect(await inShop((tx) => repayPoints(tx, shopId, settling))).toMatchObject({
    value: { left: 6, again: true },
  });
  expect(await inShop((tx) => repayPoints(tx, shopId, { ...settling, how: 'forgiven' }))).toMatchObject({
    problem: { code: 'key-reused' },
  });
});

it('what looks like a personal value is not kept as what an act was for, and the request is still the same request', async () => {
  const { shopId, earn, inShop } = await begin(1);
  await earn(1, 10);
  const spending = { personId: 1, points: 1, ask: ask('s', { ref: 'call 13812345678' }) };
  orThrow(await spendPoints(db, shopId, spending));
  expect(await spendPoints(db, shopId, spending)).toMatchObject({ value: { again: true } });
  const plain = { personId: 1, points: 1, ask: ask('p', { ref: 'order:7' }) };
  orThrow(await spendPoints(db, shopId, plain));
  const { rows } = await inShop((tx) =>
    sql<{
      ref: string | null;
    }>`select ref from ledgers.points_acts where shop_id = ${shopId} and kind = 'spend'
      order by act_id`.execute(tx),
  );
  expect(rows).toEqual([{ ref: null }, { ref: 'order:7' }]);
});
