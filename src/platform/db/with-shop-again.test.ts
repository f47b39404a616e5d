import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { withShopAgain } from './with-shop-again.ts';

test('two that wait for each other both come through, and each is done once', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  const { db } = world.platform;
  const done: string[] = [];
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const take = (n: number) => sql`select pg_advisory_xact_lock(7, ${n}::integer)`;
  /** Takes its own lock, waits until the other has its own, and wants that one: a circle at the first try. */
  const writer = (own: number) =>
    withShopAgain(db, shopId, async (tx) => {
      await take(own).execute(tx);
      begun[own]!.resolve();
      await begun[1 - own]!.promise;
      await take(1 - own).execute(tx);
      await sql`insert into platform.counters (shop_id, name) values (${shopId}, ${`writer ${own}`})`.execute(
        tx,
      );
      done.push(`writer ${own}`);
    });
  await Promise.all([writer(0), writer(1)]);
  expect(done.sort()).toEqual(['writer 0', 'writer 1']);
  const { rows } = await withShopAgain(db, shopId, (tx) =>
    sql<{ name: string }>`select name from platform.counters where name like 'writer %' order by 1`.execute(
      tx,
    ),
  );
  expect(rows.map(({ name }) => name)).toEqual(done);
});

test('any other failure is thrown as it is, at once', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  let tries = 0;
  const failing = withShopAgain(world.platform.db, shopId, async (tx) => {
    tries += 1;
    await sql`select 1 / 0`.execute(tx);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(tries).toBe(1);
});
