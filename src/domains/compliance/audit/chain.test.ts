import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { beforeCommit } from '../../../platform/db/before-commit.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Act, recordAct, verifyLog } from '../index.ts';

let world: World;
/** Whom row-level security does not stop: the owner of the table with a grudge. */
let intruder: pg.Client;
let shopId: number;

beforeAll(async () => {
  world = await openWorld();
  intruder = new pg.Client({ connectionString: world.adminUrl });
  await intruder.connect();
});
afterAll(async () => {
  await intruder.end();
  await world.close();
});

const act = (nth: number): Omit<Act, 'shopId'> => ({
  ...{ actor: 'user:1', act: 'customers.merge', subject: `customer:${nth}`, reason: '本人要求' },
  details: { z: nth, a: { y: [1, null, 'ä'], x: -0.5 }, gone: undefined },
});
const record = (...nths: number[]) =>
  withShop(world.platform.db, shopId, async (tx) => {
    for (const nth of nths) await recordAct(tx, { shopId, ...act(nth) });
  });
const verify = (noted?: { entries: number; hash: string }) => verifyLog(world.platform.db, shopId, { noted });
const tamper = (text: string) => intruder.query(text.replaceAll('$shop', String(shopId)));

/** Entries 1 to 8, of six transactions. */
beforeEach(async () => {
  ({ shopId } = await world.shop());
  await record(1, 2, 3);
  for (const nth of [4, 5, 6, 7, 8]) await record(nth);
});

describe('a chain nobody touched', () => {
  it('is sound, whatever is in it, and its head can be noted', async () => {
    const verified = await verify();
    expect(verified).toMatchObject({ sound: true, entries: 8, beforeChain: 0 });
    await record(9);
    expect(await verify({ entries: 8, hash: verified.head })).toMatchObject({ sound: true, entries: 9 });
  });

  it('has no place for what was rolled back', async () => {
    const undone = withShop(world.platform.db, shopId, async (tx) => {
      await recordAct(tx, { shopId, ...act(9) });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await verify()).toMatchObject({ sound: true, entries: 8 });
  });

  it('has one order however many append at once', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, nth) => record(100 + nth, 200 + nth)));
    expect(await verify()).toMatchObject({ sound: true, entries: 128 });
  });

  it('is sound behind a backend that died when its entry was written and not committed', async () => {
    const cut = withShop(world.platform.db, shopId, async (tx) => {
      await recordAct(tx, { shopId, ...act(9) });
      beforeCommit(tx, 'death', async () => {
        const { rows } = await sql`select from compliance.audit_log where shop_id = ${shopId}`.execute(tx);
        expect(rows).toHaveLength(9);
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      });
    });
    await expect(cut).rejects.toThrow();
    expect(await verify()).toMatchObject({ sound: true, entries: 8 });
    await record(10);
    expect(await verify()).toMatchObject({ sound: true, entries: 9 });
  });

  it('takes no entry outside a transaction that will end in the chain', async () => {
    const { db } = world.platform;
    const outside = db.transaction().execute((tx) => recordAct(tx, { shopId, ...act(9) }));
    await expect(outside).rejects.toThrow('withShop');
  });
});

describe('what the owner of the table changed is told by its place', () => {
  it.each([
    ['at', `at = at + interval '1 microsecond'`],
    ['actor', `actor = 'user:2'`],
    ['act', `act = 'customers.unmask'`],
    ['subject', `subject = 'customer:9'`],
    ['reason', 'reason = null'],
    ['details', `details = jsonb_set(details, '{a,x}', '0.5')`],
    ['hash', `hash = sha256(hash)`],
    ['no hash', 'hash = null'],
    ['entry_id', 'entry_id = default'],
  ])('%s', async (_, change) => {
    await tamper(`update compliance.audit_log set ${change} where shop_id = $shop and seq = 5`);
    expect(await verify()).toMatchObject({ sound: false, broken: { fault: 'entry-changed', seq: 5 } });
  });

  it.each([
    ['an entry deleted in the middle', 'seq = 5', 'entries-missing', 5],
    ['the first one deleted', 'seq = 1', 'entries-missing', 1],
    ['the last one deleted', 'seq = 8', 'tail-missing', 8],
    ['the whole tail deleted', 'seq > 3', 'tail-missing', 4],
    ['everything deleted', 'true', 'tail-missing', 1],
  ])('%s', async (_, which, fault, seq) => {
    await tamper(`delete from compliance.audit_log where shop_id = $shop and ${which}`);
    expect(await verify()).toMatchObject({ sound: false, broken: { fault, seq } });
  });

  it('two entries that changed places', async () => {
    await tamper(`update compliance.audit_log set seq = seq + 100 where shop_id = $shop and seq in (4, 5)`);
    await tamper(
      `update compliance.audit_log set seq = 109 - seq where shop_id = $shop and seq in (104, 105)`,
    );
    expect(await verify()).toMatchObject({ sound: false, broken: { fault: 'entry-changed', seq: 4 } });
  });

  it('an entry moved out of the chain', async () => {
    await tamper(`update compliance.audit_log set seq = null, hash = null where shop_id = $shop and seq = 8`);
    expect(await verify()).toMatchObject({ sound: false, broken: { fault: 'before-chain-changed' } });
  });

  it('an entry put behind the head', async () => {
    await tamper(`insert into compliance.audit_log (shop_id, actor, act, subject, seq, hash)
      select shop_id, 'user:1', 'a.b', 'c', 9, hash from compliance.audit_log where shop_id = $shop and seq = 8`);
    expect(await verify()).toMatchObject({ sound: false, broken: { fault: 'head-wrong', seq: 8 } });
  });

  it('a tail deleted with its head set back: only a head noted elsewhere tells', async () => {
    const { head } = await verify();
    await tamper(`delete from compliance.audit_log where shop_id = $shop and seq > 6`);
    await tamper(`update compliance.audit_heads h set entries = 6, hash = l.hash
      from compliance.audit_log l where h.shop_id = $shop and l.shop_id = $shop and l.seq = 6`);
    expect(await verify()).toMatchObject({ sound: true, entries: 6 });
    expect(await verify({ entries: 8, hash: head })).toMatchObject({
      broken: { fault: 'tail-missing', seq: 7 },
    });
    await record(7, 8);
    expect(await verify({ entries: 8, hash: head })).toMatchObject({
      broken: { fault: 'noted-head-differs', seq: 8 },
    });
  });
});

it('entries from before the chain are bound by its beginning', async () => {
  ({ shopId } = await world.shop());
  await tamper(
    `insert into compliance.audit_log (shop_id, actor, act, subject) values ($shop, 'cli', 'a.b', 'c')`,
  );
  // What the migration does for a shop that has entries already.
  await tamper(`insert into compliance.audit_heads (shop_id, hash, before_entries, before_hash)
    select $shop, h, 1, h from compliance.hash_before_chain($shop) h`);
  await record(1);
  expect(await verify()).toMatchObject({ sound: true, entries: 1, beforeChain: 1 });
  await tamper(`update compliance.audit_log set act = 'a.c' where shop_id = $shop and seq is null`);
  expect(await verify()).toMatchObject({ sound: false, broken: { fault: 'before-chain-changed' } });
});

it('the application may neither change nor delete an entry, nor the head', async () => {
  const { platform } = world;
  for (const text of ['update compliance.audit_log set act = act', 'delete from compliance.audit_heads'])
    await expect(
      withShop(platform.db, shopId, (tx) => tx.executeQuery({ sql: text, parameters: [] } as never)),
    ).rejects.toThrow();
});
