import { sql } from 'kysely';
import { type Earning, earnPoints, spendPoints } from '../src/domains/ledgers/index.ts';
import { createShop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { type Db, withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { withDataDir } from './run-shuke.ts';

const CUSTOMERS = 2_000;
/** Held by each to begin with: more than is spent. */
const POINTS = 100_000;
/** As many as the pool has connections. */
const CLIENTS = 20;
const ROUNDS = 3;
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 6_000);

/**
 * Earn and spend transactions a second, durable, as the routes ask for them, beside the two statements a shop would write
 * by hand in a transaction of that shop: an entry, and a balance changed where it is enough. All alternate in one run, over
 * the same pool and with as many clients.
 */
export function pointsFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
    const platform = orThrow(await openPlatform(config));
    try {
      const shopId = await prepare(platform);
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runRound(platform.db, shopId));
      const ratio = (part: 'earn' | 'spend') =>
        rounds.map((it) => hundredths(it[part] / it[`plain_${part}`]));
      return {
        ...{ clients: CLIENTS, customers: CUSTOMERS, seconds_each: ROUND_MS / 1000 },
        transactions_a_second: rounds,
        ...{ earn_to_plain: ratio('earn'), spend_to_plain: ratio('spend') },
        at_least: { transactions_a_second: 1500, to_plain: 0.7 },
      };
    } finally {
      await platform.close();
    }
  });
}

const hundredths = (it: number): number => Math.round(it * 100) / 100;

type Round = Readonly<Record<'earn' | 'plain_earn' | 'spend' | 'plain_spend', number>>;

async function runRound(db: Db, shopId: number): Promise<Round> {
  const rate = (act: Act, earns: boolean) => measure(db, shopId, { act, earns });
  return {
    earn: await rate(ledgerAct, true),
    plain_earn: await rate(plainAct, true),
    spend: await rate(ledgerAct, false),
    plain_spend: await rate(plainAct, false),
  };
}

async function prepare(platform: Platform): Promise<number> {
  const wanted = { slug: 'bench', name: 'bench', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, wanted));
  await withShop(platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, ${CUSTOMERS}) it`.execute(tx),
  );
  const owner = await platform.openOwner();
  await owner.query(`create schema bench;
    create table bench.entries (shop_id integer not null, entry_id bigint generated always as identity, person_id integer not null,
      points bigint not null, key text not null, cause text not null, at timestamptz not null,
      primary key (shop_id, entry_id), unique (shop_id, key));
    create table bench.balances (shop_id integer not null, person_id integer not null, points bigint not null check (points >= 0),
      primary key (shop_id, person_id));
    select platform.protect('bench.entries'), platform.protect('bench.balances');
    grant usage on schema bench to shuke_app;
    grant usage, select on all sequences in schema bench to shuke_app`);
  await owner.end();
  await withShop(platform.db, shopId, (tx) =>
    sql`insert into bench.balances select ${shopId}, it, ${POINTS} from generate_series(1, ${CUSTOMERS}) it`.execute(
      tx,
    ),
  );
  await withShop(platform.db, shopId, async (tx) => {
    for (let personId = 1; personId <= CUSTOMERS; personId += 1) {
      const ask = { key: `first${personId}`, cause: 'bench', by: 'bench', at: new Date() };
      const earning = { personId, points: POINTS, expiresAt: null };
      orThrow(await earnPoints(tx, shopId, { earning, ask }));
    }
  });
  const analyst = await platform.openOwner();
  await analyst.query('analyze bench.entries, bench.balances');
  await analyst.end();
  return shopId;
}

type Act = (
  db: Db,
  it: { shopId: number; personId: number; key: string; earns: boolean },
) => Promise<unknown>;

const ledgerAct: Act = async (db, { shopId, personId, key, earns }) => {
  const ask = { key, cause: 'bench', by: 'bench', at: new Date() };
  if (!earns) return orThrow(await spendPoints(db, shopId, { personId, points: 1, ask }));
  const earning: Earning = { personId, points: 10, expiresAt: new Date(Date.now() + 365 * 86_400_000) };
  return orThrow(await earnPoints(db, shopId, { earning, ask }));
};

const plainAct: Act = (db, { shopId, personId, key, earns }) =>
  withShop(db, shopId, async (tx) => {
    const points = earns ? 10 : -1;
    await sql`insert into bench.entries (shop_id, person_id, points, key, cause, at)
      values (${shopId}, ${personId}, ${points}, ${key}, 'bench', now())`.execute(tx);
    await sql`update bench.balances set points = points + ${points}
      where shop_id = ${shopId} and person_id = ${personId} and points + ${points} >= 0`.execute(tx);
  });

let keys = 0;

/** Transactions a second of all clients together, over one stretch. Each customer in turn. */
async function measure(db: Db, shopId: number, it: { act: Act; earns: boolean }): Promise<number> {
  const began = performance.now();
  const until = began + ROUND_MS;
  let done = 0;
  const client = async () => {
    while (performance.now() < until) {
      const personId = 1 + ((done++ * 7919) % CUSTOMERS);
      await it.act(db, { shopId, personId, key: `k${++keys}`, earns: it.earns });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return Math.round((done / (performance.now() - began)) * 1000);
}
