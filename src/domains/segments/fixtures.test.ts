import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../test/two-shards.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { conditionKindList } from './condition-kinds.ts';
import { askBoth } from './testing/ask-both.ts';
import { fixtures } from './testing/fixtures.ts';

/** Every kind of condition on rows of its own: who is in, by both uses, on one node and on two shards. */

let world: World;
let both: BothTopologies;
let shopId = 8500;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

it.each(conditionKindList.map(({ kind }) => kind))('%s', async (kind) => {
  const own = fixtures[kind];
  expect(own.length, 'a kind has fixtures').toBeGreaterThan(0);
  for (const { condition, rows, persons, members } of own) {
    shopId += 1;
    const found = await askBoth(both, shopId, { rows, persons, tree: condition });
    const said = JSON.stringify(condition);
    expect(found, said).toEqual({ compiled: members, evaluated: members });
    expect([members.length > 0, members.length < 3], `${said}: somebody is in, somebody is not`).toEqual([
      true,
      true,
    ]);
  }
});
