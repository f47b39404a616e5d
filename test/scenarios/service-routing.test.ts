import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { mergeCustomers } from '../../src/domains/customers/index.ts';
import { agentOf, usualRules } from '../../src/domains/loyalty/index.ts';
import { type Tx, withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** What routing of service asks before it gives a conversation to somebody: whose agent is this person's, now. */

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  ({ shopId } = await openShop(world.platform, 'tea'));
  await inShop((tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 12) it`.execute(tx),
  );
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
const agents = ['desk-1', 'desk-2', 'desk-3'];
const askFor = (personId: number) => inShop((tx) => agentOf(tx, shopId, personId));
const everybody = () => Promise.all(Array.from({ length: 12 }, (_, n) => askFor(n + 1)));

/** The lowest tier is everybody's here. */
async function apply(version: number, benefits: object[]): Promise<void> {
  const usual = usualRules(100);
  const ladder = usual.ladder.map((rung, n) => ({ ...rung, benefits: n === 0 ? benefits : [] }));
  const done = await owner.ask('POST', '/api/shops/tea/tiers/apply', {
    rules: { ...usual, ladder },
    version,
  });
  expect(done.statusCode, done.body).toBe(200);
}

it('the agent of a person is that of their tier and customer, at this moment', async () => {
  expect(await askFor(1)).toEqual({ isDedicated: false, agent: null });
  await apply(0, [{ kind: 'dedicated-agent' }]);
  expect(await askFor(1), 'service chooses').toEqual({ isDedicated: true, agent: null });
  await apply(1, [{ kind: 'dedicated-agent', agents }]);
  const told = await everybody();
  expect(new Set(told.map(({ agent }) => agent))).toEqual(new Set(agents));
  expect(await everybody()).toEqual(told);

  // Two that are one customer have one agent: that of the number they keep.
  const other = told.findIndex(({ agent }) => agent !== told[0]!.agent) + 1;
  const merging = { shopId, customerIds: [1, other], by: 'test', reason: 'one person' };
  await inShop((tx) => mergeCustomers(tx, merging));
  expect(await askFor(other)).toEqual(told[0]);
  const shown = await owner.ask('GET', `/api/shops/tea/customers/1/benefits`);
  expect(shown.json()).toMatchObject({ agent: told[0]!.agent });

  await apply(2, []);
  expect(await askFor(1), 'the tier brings none any more').toEqual({ isDedicated: false, agent: null });
});
