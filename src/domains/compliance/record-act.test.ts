import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { recordAct } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const act = { actor: 'user:1', act: 'customers.merge', subject: 'person:1' };

it('refuses words that name somebody, and the act with them', async () => {
  const { shopId } = await world.shop();
  const record = (words: object) =>
    withShop(world.platform.db, shopId, (tx) => recordAct(tx, { shopId, ...act, ...words }));
  const refused = record({
    reason: '本人来电 138 0013 8000',
    details: { tag: 'a@b.com', customers: [1, 2] },
  });
  await expect(refused).rejects.toMatchObject({
    problem: { code: 'personal-value', issues: [{ field: 'tag' }, { field: 'reason' }] },
  });
  const key = '0a0b0c0d-0000-4000-8000-a13800138000';
  await record({ reason: '本人来电要求合并', details: { customers: [1, 2], key } });
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select reason from compliance.audit_log`.execute(tx),
  );
  expect(rows).toEqual([{ reason: '本人来电要求合并' }]);
});
