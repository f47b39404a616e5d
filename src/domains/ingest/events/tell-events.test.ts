import { expect, it } from 'vitest';
import { openWorld } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { changeStanding } from '../../compliance/index.ts';
import { tellEvents } from './tell-events.ts';

it('what is told while somebody is erased leaves nothing of them behind', async () => {
  await using world = await openWorld();
  const { platform } = world;
  const { shopId } = await world.shop();
  const event = (personId: number) => ({
    ...{ personId, messageId: `message:${personId}`, name: 'Service Message Sent', channel: 'e-mail' },
    ...{ at: '2026-01-15T03:00:00.000Z', properties: {} },
  });
  // The erasure begins when the events are read and the fence is not yet entered.
  const erasedAt = '2026-01-15T04:00:00.000Z';
  const fence: typeof platform.fence = {
    ...platform.fence,
    share: async (work) => {
      await withShop(platform.db, shopId, (tx) => changeStanding(tx, shopId, [{ personId: 1, erasedAt }]));
      return platform.fence.share(work);
    },
  };
  await tellEvents({ ...platform, fence }, shopId, [event(1), event(2)]);
  const rows = await platform.clickhouse.query<{ person_id: number }>({
    ...{ sql: 'SELECT person_id FROM events WHERE shop_id = {shop:UInt32}', shopId },
  });
  expect(rows.map((row) => row.person_id)).toEqual([2]);
});
