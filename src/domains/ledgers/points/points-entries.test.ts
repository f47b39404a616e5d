import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { type Db, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { earnPoints } from './earn-points.ts';

/** That the balance is the sum of the ledger is held by constraints: not even who may write the tables can write it otherwise. */

let world: World;
let admin: Db;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 1 });
  ({ shopId } = await world.shop());
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      values (${shopId}, 1, 1, now(), now())`.execute(tx),
  );
  const ask = { key: 'e', cause: 'test', by: 'test', at: world.clock.now() };
  const earning = { personId: 1, points: 10, expiresAt: null };
  orThrow(await earnPoints(world.platform.db, shopId, { earning, ask }));
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

/** Five points more, behind the ten. */
const right = {
  ...{ seq: 2, prior_seq: 1, outside: 'issued', at: '2026-01-01T00:00:00Z', act_id: 1, lot_id: 1 },
  ...{ pending_by: 0, active_by: 5, reserved_by: 0, owed_by: 0, debt_by: 0 },
  ...{ pending: 0, active: 15, reserved: 0, owed: 0, debt: 0 },
  ...{ prior_pending: 0, prior_active: 10, prior_reserved: 0, prior_owed: 0, prior_debt: 0 },
};
type Entry = { readonly [Column in keyof typeof right]: (typeof right)[Column] | null };

class Undone extends Error {}

/** SQLSTATE of the refusal, at the end of the transaction at the latest; undefined: it was written (and is undone). */
async function refusal(statement: ReturnType<typeof sql>): Promise<string | undefined> {
  const done = admin.transaction().execute(async (tx) => {
    await statement.execute(tx);
    await sql`set constraints all immediate`.execute(tx);
    throw new Undone();
  });
  return done.catch((error) => (error instanceof Undone ? undefined : (error as { code: string }).code));
}

const names = ['shop_id', 'account_id', ...Object.keys(right)];
const [columns, columnsOfEntry] = [names, names.map((it) => `e.${it}`)].map((it) => sql.raw(it.join(', ')));
const insert = (changed: Partial<Entry>, personId = 1) =>
  refusal(sql`insert into ledgers.points_entries (${columns})
    select ${columnsOfEntry} from ledgers.points_accounts a, json_populate_record(null::ledgers.points_entries,
      (${JSON.stringify({ ...right, ...changed })}::jsonb
        || jsonb_build_object('shop_id', a.shop_id, 'account_id', a.account_id))::json) e
    where a.shop_id = ${shopId} and a.person_id = ${personId}`);

const [check, foreign, unique] = ['23514', '23503', '23505'];

it('an entry that follows the last and adds up is taken', async () => {
  expect(await insert({})).toBe(undefined);
  expect(await insert({ active_by: -10, active: 0, outside: 'spent' })).toBe(undefined);
  expect(await insert({ active_by: -4, reserved_by: 4, active: 6, reserved: 4, outside: null })).toBe(
    undefined,
  );
});

it('one figure more or less in any column is refused', async () => {
  const figures = Object.entries(right).filter(([name, it]) => typeof it === 'number' && !/_id$/.test(name));
  expect(figures).toHaveLength(17);
  for (const [name, it] of figures)
    for (const by of [1, -1])
      expect([check, foreign], `${name} by ${by}`).toContain(
        await insert({ [name]: (it as number) + by } as Partial<Entry>),
      );
});

it.each([
  ['what was held before is not what the entry before says', { prior_active: 11, active: 16 }, foreign],
  ['it follows an entry that is not there', { seq: 4, prior_seq: 3 }, foreign],
  ['a second begins', { seq: 1, prior_seq: null }, check],
  ['a second takes the place of the first', { seq: 1, prior_seq: null, prior_active: 0, active: 5 }, unique],
  ['it follows nothing', { prior_seq: null }, check],
  ['less than nothing is held', { active_by: -11, active: -1, outside: 'spent' }, check],
  ['more is held than there may be', { active_by: 1e12 - 9, active: 1e12 + 1 }, check],
  ['points come from nowhere', { outside: null }, check],
  [
    'points that were moved came from outside',
    { active_by: -4, reserved_by: 4, active: 6, reserved: 4 },
    check,
  ],
] as const)('refused: %s', async (_, changed, code) => {
  expect(await insert(changed)).toBe(code);
});

it('a balance that is not the last entry is refused', async () => {
  const set = (what: string) =>
    refusal(sql`update ledgers.points_accounts set ${sql.raw(what)} where shop_id = ${shopId}`);
  for (const name of ['pending', 'active', 'reserved', 'owed', 'debt'])
    expect(await set(`${name} = ${name} + 1`), name).toBe(foreign);
  expect(await set('last_seq = 2')).toBe(foreign);
  expect(await set('last_seq = null')).toBe(check);
});

it('an account with entries is not set back to nothing, nor taken away; one without has nothing', async () => {
  const nothing = sql.raw('last_seq = null, pending = 0, active = 0, reserved = 0, owed = 0, debt = 0');
  const account = sql`where shop_id = ${shopId} and person_id = 1`;
  expect(await refusal(sql`update ledgers.points_accounts set ${nothing} ${account}`)).toBe(foreign);
  expect(await refusal(sql`delete from ledgers.points_accounts ${account}`)).toBe(foreign);
  await sql`insert into ledgers.points_accounts (shop_id, person_id) values (${shopId}, 2)`.execute(admin);
  const first = { seq: 1, prior_seq: null, prior_active: 0, active: 5 };
  expect(await insert(first, 2), 'a first entry that no balance follows').toBe(foreign);
  expect(await refusal(sql`delete from ledgers.points_accounts where person_id = 2`)).toBe(undefined);
});

it('a lot whose parts are not its whole is refused', async () => {
  const set = (what: string) =>
    refusal(sql`update ledgers.points_lots set ${sql.raw(what)} where shop_id = ${shopId}`);
  for (const name of ['points', 'pending', 'active', 'reserved', 'spent', 'expired', 'gone'])
    expect(await set(`${name} = ${name} + 1`), name).toBe(check);
  expect(await set('active = 11, spent = -1')).toBe(check);
  expect(await set('active = 0, spent = 10')).toBe(check);
  expect(await set('active = 4, spent = 6')).toBe(undefined);
  expect(await set('active = 0, spent = 10, is_open = false')).toBe(undefined);
});
