import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complianceHandlers } from '../../src/compliance-handlers.ts';
import { storeLooks } from '../../src/domains/analytics/recommend/look-store.ts';
import {
  copyPersonalData,
  type Erasing,
  erasePerson,
  mayContact,
  type PersonalData,
  previewErasure,
  recordConsents,
  recordContact,
  resumeErasures,
  verifyLog,
} from '../../src/domains/compliance/index.ts';
import {
  type PersonClaim,
  readDictionary,
  resolvePersons,
  storeProfiles,
} from '../../src/domains/customers/index.ts';
import { writeNote } from '../../src/domains/customers/profiles/note-store.ts';
import { deleteTags, insertTags } from '../../src/domains/customers/tags/tag-store.ts';
import { storeIn } from '../../src/domains/ingest/events/event-fixture.ts';
import { queueNotices } from '../../src/domains/messaging/index.ts';
import { moveMessage } from '../../src/domains/messaging/outbox/message-store.ts';
import { tellOutcomes } from '../../src/domains/messaging/outbox/tell-outcomes.ts';
import { type StoredOrder, storeOrders, storeRefunds } from '../../src/domains/orders/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import type { ShopKeys } from '../../src/platform/crypto/keyring.ts';
import { placeOf, rowIdOf } from '../../src/platform/crypto/reseal.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { type Db, type Tx, withShop } from '../../src/platform/db/postgres.ts';
import { protectedColumns } from '../../src/protected-columns.ts';
import { openWorld, type World } from '../world.ts';
import { Garden } from './planting/garden.ts';

/** Everything of one person is planted everywhere, then erased; their neighbour, planted the same, keeps everything. */

let world: World;
let admin: Db;
let shopId: number;
let keys: ShopKeys;
let wang: Garden;
let lilei: Garden;
const told = '2026-01-10T00:00:00.000Z';

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-15T04:00:00Z' });
  admin = openPool(world.adminUrl, { max: 1 });
  registerMirrors(world.platform);
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
const phoneOf = (garden: Garden) => garden.plants.find((it) => it.where === 'identity')!.mark;
const claimOf = (garden: Garden, user: string, at = told): PersonClaim => ({
  ...{ at, weak: { maskedName: '王**', maskedPhone: '138****5678', district: user } },
  identities: [
    { channel: 'web', kind: 'user-id', value: user },
    { channel: 'taobao', kind: 'phone', value: phoneOf(garden) },
  ],
});

/** 王 is customer 1 (persons 1 and 2), 李 is customer 3 (persons 3 and 4). */
beforeEach(async () => {
  ({ shopId } = await world.shop());
  keys = await world.platform.keyring.forShop(shopId);
  [wang, lilei] = [new Garden(), new Garden()];
  for (let n = 0; n < 40; n += 1) lilei.plant('birthday', 'so that the gardens differ');
  await plantAll(wang, 'wang', [1, 2]);
  await plantAll(lilei, 'lilei', [3, 4]);
  await world.platform.mirror.payOff(shopId);
});

async function plantAll(garden: Garden, user: string, persons: readonly [number, number]): Promise<void> {
  garden.plant('phone', 'identity');
  await inShop(async (tx) => {
    const { personIds } = await resolvePersons(tx, keys, shopId, [claimOf(garden, user)], { source: 'test' });
    expect(personIds).toEqual([persons[0]]);
    const profile = (personId: number, at: string) => ({
      ...{
        personId,
        at,
        tags: ['vip'],
        tie: { kind: 'group-buy', tieNo: `g-${user}`, role: 'leader' } as const,
      },
      touch: { source: 'weibo', campaign: user },
      traits: {
        name: garden.plant('name', 'trait'),
        'e-mail': garden.plant('e-mail', 'trait'),
        'id-number': garden.plant('id-number', 'trait'),
        address: garden.plant('address', 'trait'),
        city: '杭州',
      },
    });
    const profiles = [
      profile(persons[0], told),
      profile(persons[1], told),
      profile(persons[0], '2026-01-11T00:00:00Z'),
    ];
    for (const it of profiles) await storeProfiles(tx, keys, shopId, [it], { source: 'test' });
    const [personId] = persons;
    await insertTags(tx, shopId, { tags: [{ personId, tag: 'old' }], source: 'staff', by: 'mei' });
    await deleteTags(tx, shopId, { customerIds: [personId], tag: 'old', by: 'mei' });
    const body = garden.plant('name', 'note');
    const note = { keys, shopId, customerId: persons[0], body, actor: 'user:1', now: new Date(told) };
    expect((await writeNote(tx, note)).ok).toBe(true);
    await storeOrders(tx, { keys, shopId }, [orderOf(garden, user, persons[1])]);
    await storeRefunds(tx, { shopId }, [
      {
        ...{ channel: 'web', refundNo: `R-${user}`, orderNo: `O-${user}`, personId: persons[1] },
        ...{ refundedAt: told, currency: 'CNY', state: 'done', amountMinor: 10, lines: [] },
      },
    ]);
    await recordConsents(
      tx,
      shopId,
      persons.map((personId) => ({
        ...{ personId, purpose: 'marketing', channel: 'any', state: 'granted' as const, at: told },
        ...{ source: 'screen', recordedBy: 'user:1' },
      })),
    );
    const subject = { id: persons[0], personIds: persons };
    const contact = { shopId, subject, channel: 'sms', purpose: 'marketing', actor: 'system' } as const;
    const notices = [{ personId: persons[1], key: user, values: { points: 5, expires_on: '2026-01-31' } }];
    const queuing = { shopId, template: 'points-expiring', notices, by: 'system', now: new Date(told) };
    const [queued] = await queueNotices(tx, queuing);
    const cancelled = { state: 'cancelled' as const, reason: null, by: 'system', at: new Date(told) };
    expect(await moveMessage(tx, shopId, { ...queued!, ...cancelled, from: ['queued'] })).toBe(true);
    const looked = [{ personId: persons[1], products: [1], looks: [1] }];
    await storeLooks(tx, shopId, { looked, countedOn: '2026-01-10', countedAt: new Date(told) });
    const made = await recordContact(tx, { ...contact, idempotencyKey: user, now: new Date(told) });
    expect(made).toEqual({ recorded: true, again: false });
  });
  await storeIn(world, shopId, [
    {
      ...{ kind: 'event', channel: 'web', name: 'Product Viewed', messageId: `m-${user}`, at: told },
      identities: [{ channel: 'web', kind: 'user-id', value: user }],
    },
  ]);
}

const orderOf = (garden: Garden, user: string, personId: number): StoredOrder => ({
  ...{ channel: 'web', orderNo: `O-${user}`, personId, createdAt: told, sourceTime: told, paidAt: told },
  ...{ state: 'paid', currency: 'CNY', tie: { kind: 'group-buy', tieNo: `g-${user}` } },
  receiver: {
    ...{ name: garden.plant('name', 'receiver'), phone: garden.plant('phone', 'receiver') },
    ...{ address: garden.plant('address', 'receiver'), province: '浙江省', district: '西湖区' },
  },
  lines: [{ lineKey: '1', productId: 1, title: '毛巾', quantity: 1, unitPrice: 100, amountMinor: 100 }],
});

/** Every value the shop has sealed anywhere, opened. */
const sealedTexts = () =>
  inShop(async (tx) => {
    const { sealed } = protectedColumns(await readDictionary(tx, shopId));
    const texts: string[] = [];
    for (const column of sealed) {
      const { rows } = await sql<{ id: string; sealed: Buffer }>`
        select ${rowIdOf(column)} as id, ${sql.ref(column.column)} as sealed from ${sql.table(column.table)}
        where ${sql.ref(column.column)} is not null`.execute(tx);
      texts.push(...rows.map((row) => keys.open(placeOf(shopId, column, row.id), row.sealed)));
    }
    return texts.join('\n');
  });

/** Rows of PostgreSQL that point at one of these persons, by table, as text; what must stay of somebody is left out. */
async function rowsOf(persons: readonly number[]): Promise<Record<string, string>> {
  const { rows: columns } = await sql<{ table: string; condition: string }>`
    select table_schema || '.' || table_name as table, string_agg(
        case when data_type = 'ARRAY' then column_name || ' && $p$' else column_name || ' = any($p$)' end, ' or ') as condition
    from information_schema.columns c
    where column_name in ('person_id', 'customer_id', 'person_a', 'person_b', 'person_ids')
      and exists (select from information_schema.columns s where s.table_schema = c.table_schema
        and s.table_name = c.table_name and s.column_name = 'shop_id')
    group by 1 order by 1`.execute(admin);
  expect(columns.length).toBeGreaterThan(15);
  const found: Record<string, string> = {};
  for (const { table, condition } of columns) {
    const where = condition.replaceAll('$p$', `'{${persons.join(',')}}'::int[]`);
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(table)} t where shop_id = ${shopId} and (${sql.raw(where)}) order by 1`.execute(
      admin,
    );
    if (rows.length > 0) found[table] = rows.map((it) => it.row).join('\n');
  }
  const { rows: said } = await sql<{ n: number }>`
    select count(*) as n from (select shop_id, said from orders.statements union all
      select shop_id, said from orders.refund_statements) s
    where shop_id = ${shopId} and (said ->> 'personId')::int = any(${persons}::int[])`.execute(admin);
  if (said[0]!.n > 0) found['said of orders'] = String(said[0]!.n);
  return found;
}

/** Rows of ClickHouse as they lie in the parts, those that were replaced included. Views hold none. */
async function countedOf(persons: readonly number[]): Promise<Record<string, string>> {
  const { clickhouse } = world.platform;
  const tables = await clickhouse.inspect<{ table: string }>(
    `SELECT DISTINCT table FROM system.columns WHERE database = currentDatabase() AND name = 'person_id'
      AND table NOT IN (SELECT name FROM system.tables
        WHERE database = currentDatabase() AND engine = 'MaterializedView') ORDER BY table`,
  );
  const found: Record<string, string> = {};
  for (const { table } of tables.filter((it) => it.table !== 'person_overrides')) {
    const [row] = await clickhouse.query<{ n: string; hash: string }>({
      sql: `SELECT count() AS n, sum(cityHash64(*)) AS hash FROM ${table}
        WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS final = 0`,
      ...{ shopId, params: { persons } },
    });
    if (row!.n !== '0') found[table] = `${row!.n} ${row!.hash}`;
  }
  return found;
}

const everything = async (garden: Garden, persons: readonly number[]) => ({
  rows: await rowsOf(persons),
  counted: await countedOf(persons),
  marks: new Set(garden.foundIn(await sealedTexts()).map((it) => it.mark)).size,
});

const erase = async (customerId = 1, handlers = complianceHandlers) => {
  const preview = await previewErasure(world.platform, handlers, { shopId, customerId });
  if (!preview.ok) return preview;
  const { confirmation } = preview.value;
  const order = { shopId, customerId, confirmation, reason: '本人要求删除', actor: 'user:1' };
  return erasePerson(world.platform, handlers, order);
};

/** What stays of somebody erased: that they were, and what they asked. */
const STAYS = ['compliance.erasures', 'compliance.standings'];

async function expectGone(): Promise<void> {
  expect(Object.keys(await rowsOf([1, 2])).filter((it) => !STAYS.includes(it))).toEqual([]);
  expect(await countedOf([1, 2])).toEqual({});
  expect(wang.foundIn(await sealedTexts())).toEqual([]);
}

describe('an erasure', () => {
  it('takes everything of one person from both stores, and nothing of their neighbour', async () => {
    const before = await everything(lilei, [3, 4]);
    const mine = await everything(wang, [1, 2]);
    expect(mine.marks).toBeGreaterThan(12);
    expect(Object.keys(mine.counted)).toEqual(
      expect.arrayContaining(['events', 'orders', 'order_lines', 'persons', 'ties']),
    );
    expect(await erase()).toMatchObject({ ok: true });
    await expectGone();
    expect(await everything(lilei, [3, 4])).toEqual(before);
    expect(await verifyLog(world.platform.db, shopId)).toMatchObject({ sound: true, entries: 1 });
  });

  it('is told nothing more of, whatever came of messages while it went', async () => {
    const telling = (personalData: readonly PersonalData[]) =>
      personalData.map((it) => ({
        ...it,
        erase: async (erasing: Erasing) => {
          await it.erase(erasing);
          await tellOutcomes(world.platform, shopId);
        },
      }));
    await erase(1, { ...complianceHandlers, personalData: telling(complianceHandlers.personalData) });
    await expectGone();
  });

  it('takes what was written of them behind the step of its domain, as long as they could be found', async () => {
    const late = async (n: number) =>
      inShop(async (tx) => {
        const consent = { personId: 2, purpose: 'marketing', channel: 'sms', state: 'granted' as const };
        const said = {
          ...consent,
          at: `2026-01-14T00:00:${10 + n}Z`,
          source: 'screen',
          recordedBy: 'user:1',
        };
        await recordConsents(tx, shopId, [said]);
        const notices = [{ personId: 1, key: `late-${n}`, values: { points: 5, expires_on: '2026-01-31' } }];
        const queuing = { shopId, template: 'points-expiring', notices, by: 'system', now: new Date(told) };
        await queueNotices(tx, queuing);
      });
    const { personalData } = complianceHandlers;
    const gone = personalData.findIndex((it) => it.takesPersons);
    const meanwhile = personalData.slice(0, gone).map((it, n) => {
      let isFirst = true;
      const eraseAndWrite = async (erasing: Erasing) => {
        await it.erase(erasing);
        if (isFirst) await late(n);
        isFirst = false;
      };
      return { ...it, erase: eraseAndWrite };
    });
    await erase(1, { ...complianceHandlers, personalData: [...meanwhile, ...personalData.slice(gone)] });
    await expectGone();
  });

  it('leaves the order as that of a guest, in both stores', async () => {
    await erase();
    const { rows } = await inShop((tx) =>
      sql`select person_id, paid_minor, receiver_sealed, province, district from orders.orders
        where order_no = 'O-wang'`.execute(tx),
    );
    const guest = {
      person_id: 0,
      paid_minor: 100,
      receiver_sealed: null,
      province: '浙江省',
      district: null,
    };
    expect(rows).toEqual([guest]);
    const [sum] = await world.platform.clickhouse.query<{ n: string; paid: string }>({
      sql: 'SELECT count() AS n, sum(paid_minor) AS paid FROM orders WHERE shop_id = {shop:UInt32}',
      shopId,
    });
    expect(sum).toEqual({ n: '2', paid: '200' });
  });

  it('shows first what goes and what stays by which law, and is not done without its confirmation', async () => {
    const preview = await previewErasure(world.platform, complianceHandlers, { shopId, customerId: 1 });
    if (!preview.ok) throw new Error('no preview');
    const counts = Object.fromEntries(preview.value.holdings.map((it) => [it.what, it.count]));
    expect(counts).toMatchObject({
      identities: 2,
      traits: 10,
      trait_history: 4,
      notes: 1,
      former_tags: 1,
      orders: 1,
      events: 1,
    });
    const stays = preview.value.holdings.filter((it) => it.stays !== undefined).map((it) => it.what);
    expect(stays).toEqual(['orders', 'refunds', 'points-entries', 'requests', 'audit']);
    const order = { shopId, customerId: 1, reason: '本人要求删除', actor: 'user:1' };
    for (const confirmation of ['', 'x'.repeat(16), preview.value.confirmation.slice(1)])
      expect(await erasePerson(world.platform, complianceHandlers, { ...order, confirmation })).toMatchObject(
        {
          problem: { code: 'erasure-not-confirmed' },
        },
      );
    const of3 = { ...order, customerId: 3, confirmation: preview.value.confirmation };
    expect((await erasePerson(world.platform, complianceHandlers, of3)).ok).toBe(false);
    expect((await rowsOf([1]))['customers.persons']).toBeDefined();
  });

  it('goes on where a crash cut it off, whichever step it was in', async () => {
    const before = await everything(lilei, [3, 4]);
    const steps = complianceHandlers.personalData.length;
    const crashing = (at: number) => ({
      ...complianceHandlers,
      personalData: complianceHandlers.personalData.map((it, n) => ({
        ...it,
        erase: async (erasing: Parameters<typeof it.erase>[0]) => {
          await it.erase(erasing);
          if (n === at) throw new Error('killed before it was remembered');
        },
      })),
    });
    await expect(erase(1, crashing(0))).rejects.toThrow('killed');
    const signal = new AbortController().signal;
    for (let step = 1; step < steps; step += 1) await resumeErasures(world.platform, crashing(step), signal);
    await resumeErasures(world.platform, complianceHandlers, signal);
    await expectGone();
    expect(await everything(lilei, [3, 4])).toEqual(before);
    const { rows } = await inShop((tx) =>
      sql`select from compliance.erasures where finished_at is not null`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  it('stops contacts from its first commit on', async () => {
    const stopped = { ...complianceHandlers, personalData: [] };
    await erase(1, stopped);
    const subjects = [{ id: 1, personIds: [1, 2] }];
    const ask = { shopId, subjects, channel: 'sms', purpose: 'service', now: world.clock.now() } as const;
    const answers = await inShop((tx) => mayContact(tx, ask));
    expect(answers.get(1)).toEqual({ allowed: false, reason: 'erased' });
  });
});

describe('behind an erasure', () => {
  const come = (at: string) =>
    inShop(async (tx) => {
      const it = await resolvePersons(tx, keys, shopId, [claimOf(wang, 'wang', at)], { source: 'test' });
      return { person: it.personIds[0], erased: it.erased.size };
    });

  it('an old file brings nobody back, and a new dealing is a new person', async () => {
    await erase();
    expect(await come(told)).toEqual({ person: 0, erased: 1 });
    expect(await rowsOf([1, 2, 5, 6])).not.toHaveProperty(['customers.identities']);
    expect(await come('2026-01-16T00:00:00Z')).toEqual({ person: 5, erased: 0 });
    expect(await come(told)).toEqual({ person: 0, erased: 1 });
  });

  it('a consent given anew lifts that', async () => {
    await erase();
    expect(await come('2026-01-16T00:00:00Z')).toEqual({ person: 5, erased: 0 });
    await inShop((tx) => complianceHandlers.consentGiven(tx, { keys, shopId, personIds: [5, 6] }));
    expect(await come(told)).toEqual({ person: 5, erased: 0 });
  });

  it('the same order told again says nothing new of anybody', async () => {
    await erase();
    const again = orderOf(new Garden(), 'wang', 0);
    await inShop((tx) => storeOrders(tx, { keys, shopId }, [{ ...again, receiver: { province: '浙江省' } }]));
    expect(wang.foundIn(await sealedTexts())).toEqual([]);
    expect(await rowsOf([1, 2])).not.toHaveProperty(['orders.orders']);
  });
});

it('a copy holds everything of one person in clear and nothing of another, and is on the audit log', async () => {
  const copying = { shopId, customerId: 1, actor: 'user:1', reason: '本人要求副本' };
  const copy = await copyPersonalData(world.platform, complianceHandlers, copying);
  const text = JSON.stringify(copy);
  const missing = wang.plants.filter((it) => !wang.foundIn(text).includes(it));
  expect(missing).toEqual([]);
  expect(lilei.foundIn(text).filter((it) => it.where !== 'so that the gardens differ')).toEqual([]);
  expect(text).toContain('Product Viewed');
  expect(text).toContain('"granted"');
  const { rows } = await inShop((tx) => sql`select act, subject from compliance.audit_log`.execute(tx));
  expect(rows).toEqual([{ act: 'compliance.export-personal', subject: 'customer:1' }]);
});
