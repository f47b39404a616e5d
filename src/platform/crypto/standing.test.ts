import pg from 'pg';
import { expect, it } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { askFormer } from './standing.ts';

it('secrets of a key that a rotation leaves are good until it is over, past their term too', async () => {
  await using world = await openWorld();
  const owner = new pg.Client(world.adminUrl);
  await owner.connect();
  const good = async () => (await askFormer(owner)).map(({ masterId, purpose }) => [masterId, purpose]);
  await owner.query(`
    insert into platform.former_secrets (master_id, purpose, wrapped, wrapped_by, until) values
      ('left', 'cursor', '\\x00', 'now', now() - interval '1 day'),
      ('left', 'member', '\\x00', 'now', now() + interval '1 day'),
      ('older', 'cursor', '\\x00', 'now', now() - interval '1 day');
    insert into platform.installation (master_id, former_master_id) values ('now', 'left')`);
  const meanwhile = await good();
  await owner.query('update platform.installation set former_master_id = null');
  const after = await good();
  await owner.end();
  expect(meanwhile).toEqual([
    ['left', 'member'],
    ['left', 'cursor'],
  ]);
  expect(after).toEqual([['left', 'member']]);
});
