import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PointsAct } from '../../../contract/points.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import type { Result } from '../../../platform/errors.ts';
import { mergeCustomers, unmergeCustomers } from '../../customers/index.ts';
import type { PointsAsk } from './ask-ledger.ts';
import { auditPoints } from './audit-points.ts';
import { earnPoints } from './earn-points.ts';
import { revokePoints } from './revoke-points.ts';
import { settlePoints } from './settle-points.ts';
import {
  cancelReservation,
  confirmReservation,
  refundPoints,
  reservePoints,
  spendPoints,
} from './spend-points.ts';

/** 64 clients at the points of 20 customers at once, while connections are cut under them and customers merge. */

const CLIENTS = 64;
const ACTS = 9;
const CUSTOMERS = 20;

let world: World;
let admin: Db;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 1 });
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

interface Done {
  readonly key: string;
  readonly code?: string;
  readonly act?: PointsAct;
  readonly run: (tx: Tx, ask: PointsAsk) => Promise<Result<PointsAct>>;
}

/** Numbers that look random and are the same at every run: mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const askOf = (key: string): PointsAsk => ({ key, cause: 'test', by: 'test', at: world.clock.now() });

let cut = 0;

/** The connection is gone: nobody knows whether the act was done. */
const isCut = (error: unknown): boolean =>
  /terminat|ECONNRESET|closed|ended|not queryable/i.test(String(error));

/** As a client does that has heard nothing: the same again under the same key, until there is an answer. */
async function insist(shopId: number, key: string, run: Done['run']): Promise<Done> {
  for (;;) {
    try {
      const result = await withShopAgain(world.platform.db, shopId, (tx) => run(tx, askOf(key)));
      return result.ok ? { key, run, act: result.value } : { key, run, code: result.problem.code };
    } catch (error) {
      if (!isCut(error)) throw error;
      cut += 1;
    }
  }
}

/** What one client does, each act by what came of those before. */
async function client(shopId: number, no: number): Promise<Done[]> {
  const roll = dice(no);
  const pick = (most: number) => Math.floor(roll() * most);
  const all: Done[] = [];
  const made: Record<'earn' | 'spend' | 'reserve', number[]> = { earn: [], spend: [], reserve: [] };
  const act = async (run: Done['run']) => {
    const done = await insist(shopId, `c${no}-${all.length}`, run);
    all.push(done);
    return done.act?.act_id;
  };
  for (let n = 0; n < ACTS; n += 1) {
    const [personId, points] = [1 + pick(CUSTOMERS), 1 + pick(30)];
    const kind = pick(6);
    if (kind < 2) {
      const earning = { personId, points: points * 2, expiresAt: null };
      const id = await act((tx, ask) => earnPoints(tx, shopId, { earning, ask }));
      if (id !== undefined) made.earn.push(id);
    } else if (kind === 2) {
      const id = await act((tx, ask) => spendPoints(tx, shopId, { personId, points, ask }));
      if (id !== undefined) made.spend.push(id);
    } else if (kind === 3) {
      const endsAt = new Date('2099-01-01');
      const id = await act((tx, ask) => reservePoints(tx, shopId, { personId, points, endsAt, ask }));
      if (id !== undefined) made.reserve.push(id);
    } else if (kind === 4) {
      const actId = made.reserve.pop();
      const end = pick(2) === 0 ? confirmReservation : cancelReservation;
      if (actId !== undefined) await act((tx, ask) => end(tx, shopId, { actId, ask }));
    } else {
      const [spent, earned] = [made.spend.at(-1), made.earn.pop()];
      if (spent !== undefined)
        await act((tx, ask) => refundPoints(tx, shopId, { actId: spent, points: 1, ask }));
      const taking = { actId: earned ?? 0, points: 2, shortfall: 'negative' } as const;
      if (earned !== undefined) await act((tx, ask) => revokePoints(tx, shopId, { ...taking, ask }));
    }
  }
  return all;
}

/** Merges pairs and takes the merges back, until it is told to stop. */
async function merger(shopId: number, signal: AbortSignal): Promise<number> {
  let merged = 0;
  for (let n = 0; !signal.aborted; n += 1) {
    const a = 1 + (n % (CUSTOMERS / 2));
    const by = { shopId, by: 'test', reason: 'a race' };
    const work = async (tx: Tx) => {
      const made = await mergeCustomers(tx, { ...by, customerIds: [a, a + CUSTOMERS / 2], liftNever: true });
      return made.ok ? made.value.edgeIds : [];
    };
    try {
      const edgeIds = await withShopAgain(world.platform.db, shopId, work);
      merged += edgeIds.length;
      await withShopAgain(world.platform.db, shopId, (tx) => unmergeCustomers(tx, { ...by, edgeIds }));
    } catch (error) {
      if (!isCut(error)) throw error;
    }
  }
  return merged;
}

/** Ends a session of the application every now and then, whatever it is at. */
async function cutter(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${world.name} and usename = 'shuke_app' and state <> 'idle' order by random() limit 1`.execute(
      admin,
    );
    await pause(25);
  }
}

it('makes and loses no point, answers every retry as the first time, and ends with ledger and balances equal', async () => {
  const { shopId } = await world.shop();
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, ${CUSTOMERS}) it`.execute(tx),
  );
  const stop = new AbortController();
  const others = Promise.all([merger(shopId, stop.signal), cutter(stop.signal)]);
  const clients = Array.from({ length: CLIENTS }, (_, no) => client(shopId, no));
  const done = (await Promise.all(clients)).flat();
  stop.abort();
  const [merged] = await others;
  expect(merged).toBeGreaterThan(0);
  expect(cut).toBeGreaterThan(0);
  // Somebody was refused, and more was done than refused: otherwise the race was about nothing.
  expect(done.filter((it) => it.code === 'not-enough-points').length).toBeGreaterThan(5);
  expect(done.filter((it) => it.act !== undefined).length).toBeGreaterThan(done.length / 2);

  // The ledger holds what was acknowledged, each act once, and nothing else.
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ key: string; act_id: number; points: number }>`
      select key, act_id, points from ledgers.points_acts where shop_id = ${shopId} and kind <> 'settle'`.execute(
      tx,
    ),
  );
  const said = done.flatMap(({ key, act }) => (act ? [{ key, act_id: act.act_id, points: act.points }] : []));
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  expect(rows.sort(byKey)).toEqual(said.sort(byKey));

  for (const { key, run, act } of done.filter((it) => it.act !== undefined).slice(0, 100)) {
    const again = await withShop(world.platform.db, shopId, (tx) => run(tx, askOf(key)));
    expect(again).toEqual({ ok: true, value: { ...act, again: true } });
  }
  await settlePoints(world.platform.db, { shopId, at: world.clock.now() });
  const audit = await auditPoints(world.platform.db, { shopId, at: world.clock.now() });
  expect(audit.findings).toEqual([]);
  expect(audit.entries).toBeGreaterThan(CLIENTS);
});

it('one key for two customers at once is one act, and the other hears that the key was used', async () => {
  const { shopId } = await world.shop();
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 2) it`.execute(tx),
  );
  const both = [1, 2, 1, 2, 1].map((personId) => {
    const earning = { personId, points: 5, expiresAt: null };
    return insist(shopId, 'same', (tx, ask) => earnPoints(tx, shopId, { earning, ask }));
  });
  const answers = await Promise.all(both);
  const acts = new Set(answers.flatMap((it) => (it.act ? [it.act.act_id] : [])));
  const refused = answers.flatMap((it) => (it.code ? [it.code] : []));
  expect(acts.size).toBe(1);
  expect(new Set(refused)).toEqual(new Set(['key-reused']));
});
