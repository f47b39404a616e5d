import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  appWithFrontDoor,
  hire,
  openShop as openRealShop,
  type Person,
  signInOwner,
} from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { complianceHandlers } from '../../compliance-handlers.ts';
import type { Role } from '../../contract/auth.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { complianceRoutes, recordAct } from '../compliance/index.ts';
import { registerCustomerMirror } from './mirror-customers.ts';
import { type ProfileRecord, storeProfiles } from './profiles/store-profiles.ts';
import { customerRoutes } from './routes.ts';
import { claim, noPeople, openShop, phone, type ShopFixture, testContext, user } from './shop-fixture.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let shop: ShopFixture;
let url: string;
let shops = 0;

/** The last order of 王小明's other person went elsewhere, and earlier; 李雷's city is known already. */
const sentTo = [
  { personId: 2, province: '浙江省', city: '杭州市', at: new Date('2026-01-03') },
  { personId: 1, province: '广东省', city: '深圳市', at: new Date('2026-01-02') },
  { personId: 3, province: '四川省', city: '成都市', at: new Date('2026-01-03') },
];

const handlers = {
  people: noPeople,
  findOrder: async (_tx: unknown, _shopId: number, no: string) => (no === 'P-2026-1' ? [3] : []),
  findPlaces: async (_tx: unknown, _shopId: number, personIds: readonly number[]) =>
    sentTo.filter((it) => personIds.includes(it.personId)),
  timelineSources: [
    {
      types: ['order'],
      read: async ({ personIds }: { personIds: readonly number[] }) =>
        personIds.map((personId) => ({
          ...{ at: '2026-01-10T00:00:00.000Z', type: 'order', key: `order:${personId}` },
          ...{ title: { zh: '下单', en: 'Order' }, data: { personId } },
        })),
    },
  ],
};

beforeAll(async () => {
  world = await openWorld();
  registerCustomerMirror(world.platform.mirror);
  app = await appWithFrontDoor(world.platform, recordAct);
  for (const routes of [customerRoutes(handlers), complianceRoutes(complianceHandlers)])
    await app.register(async (scope: HttpApp) => routes(scope, world.platform));
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

/** 王小明 is persons 1 and 2 (account and phone), 李雷 is 3. */
beforeEach(async () => {
  const made = await openRealShop(world.platform, `crm-${++shops}`);
  shop = await openShop(world, made);
  url = `/api/shops/${made.slug}/customers`;
  await shop.resolve(claim(user('wang'), phone('13800135678')), claim(user('lilei', 'taobao')));
  const profiles: ProfileRecord[] = [
    {
      personId: 1,
      at: '2026-01-03T00:00:00Z',
      traits: { name: '王小明', phone: '13800135678', tier: '金卡' },
      tags: ['vip'],
    },
    { personId: 3, at: '2026-01-04T00:00:00Z', traits: { name: '李雷', city: '上海', phone: '13900135678' } },
  ];
  await shop.inShop((tx) => storeProfiles(tx, shop.keys, shop.shopId, profiles, testContext));
});

const as = (role: Role) => hire(owner, { slug: url.split('/')[3]!, role });
const idsOf = (answer: { json(): { customers: { customer_id: number }[] } }) =>
  answer.json().customers.map((it) => it.customer_id);

describe('customers over HTTP', () => {
  it('lists them masked, page by page', async () => {
    const manager = await as('manager');
    const first = await manager.ask('GET', `${url}?limit=1`);
    expect(first.json().customers).toEqual([
      {
        figures: null,
        ...{ customer_id: 3, persons: 1, name: '李*', phone: '139****5678', province: null, city: '上海' },
        identity: { channel: 'taobao', kind: 'user-id', value: 'l***i' },
        ...{
          tier: null,
          tags: [],
          first_seen_at: '2026-01-02T03:04:05.000Z',
          last_seen_at: '2026-01-04T00:00:00.000Z',
        },
      },
    ]);
    const second = await manager.ask('GET', `${url}?limit=1&cursor=${first.json().next_cursor}`);
    expect(second.json().customers[0]).toMatchObject({
      customer_id: 1,
      persons: 2,
      name: '王*明',
      tags: ['vip'],
      identity: { kind: 'phone', value: '138****5678' },
      ...{ province: '浙江省', city: '杭州市' },
    });
    const third = await manager.ask('GET', `${url}?limit=1&cursor=${second.json().next_cursor}`);
    expect(third.json()).toEqual({ customers: [], next_cursor: null });
    expect(idsOf(await manager.ask('GET', `${url}?sort=newest`))).toEqual([3, 1]);
    expect(idsOf(await manager.ask('GET', `${url}?tag=vip`))).toEqual([1]);
  });

  it('finds them by what staff know', async () => {
    const agent = await as('service-agent');
    const search = async (body: object) => idsOf(await agent.ask('POST', `${url}/search`, body));
    expect(await search({ text: '王小明' })).toEqual([1]);
    expect(await search({ text: '+86 138 0013 5678' })).toEqual([1]);
    expect(await search({ text: '5678' })).toEqual([3, 1]);
    expect(await search({ text: 'lilei' })).toEqual([3]);
    expect(await search({ text: 'P-2026-1' })).toEqual([3]);
    expect(await search({ text: '2' })).toEqual([1]);
    expect(await search({ text: '王' })).toEqual([]);
    expect(await search({ trait: { name: 'tier', value: '金卡' } })).toEqual([1]);
    expect(await search({ trait: { name: 'name', value: '李雷' } })).toEqual([3]);
    expect(await search({ trait: { name: 'nonsense', value: '1' } })).toEqual([]);
  });

  it('tells who works on numbers nothing by a personal value, not even that somebody is here', async () => {
    const analyst = await as('analyst');
    const ask = (body: object) => analyst.ask('POST', `${url}/search`, body);
    for (const text of ['王小明', '13800135678', '5678', 'lilei', 'wang', '+86 138 0013 5678'])
      expect(idsOf(await ask({ text })), text).toEqual([]);
    for (const [name, value] of Object.entries({ name: '王小明', phone: '13800135678', fullName: '李雷' })) {
      const hit = await ask({ trait: { name, value } });
      const miss = await ask({ trait: { name, value: 'nobody' } });
      expect([hit.statusCode, hit.json().code], name).toEqual([403, 'search-hidden']);
      expect(miss.json().code).toBe('search-hidden');
    }
    expect(idsOf(await ask({ text: 'P-2026-1' }))).toEqual([3]);
    expect(idsOf(await ask({ text: '2' }))).toEqual([1]);
    expect(idsOf(await ask({ trait: { name: 'tier', value: '金卡' } }))).toEqual([1]);
  });

  it('keeps who searched and by what, never for what', async () => {
    const agent = await as('service-agent');
    for (const body of [
      { text: '13800135678' },
      { trait: { name: 'mobile', value: '13800135678' } },
      { trait: { name: 'tier', value: '金卡' } },
      { tag: 'vip' },
    ])
      expect(idsOf(await agent.ask('POST', `${url}/search`, body)).length).toBeGreaterThan(0);
    const log = `/api/shops/${url.split('/')[3]}/compliance/audit-log?act=customers.search`;
    const { entries } = (await owner.ask('GET', log)).json();
    expect(entries).toMatchObject([
      { actor: expect.stringMatching(/^user:/), subject: 'customers', details: { by: ['trait:phone'] } },
      { subject: 'customers', details: { by: ['text'] } },
    ]);
    expect(entries).toHaveLength(2);
  });

  it('shows one customer whole, hidden from those who work on numbers', async () => {
    const shown = (await (await as('manager')).ask('GET', `${url}/1`)).json();
    expect(shown).toMatchObject({ customer_id: 1, person_ids: [1, 2] });
    expect(shown.identities).toMatchObject([
      { kind: 'user-id', value: '***' },
      { kind: 'phone', value: '138****5678' },
    ]);
    expect(shown.traits.map((it: { name: string; value: string }) => [it.name, it.value])).toEqual([
      ['name', '王*明'],
      ['phone', '138****5678'],
      ['tier', '金卡'],
    ]);
    const hidden = (await (await as('analyst')).ask('GET', `${url}/1`)).json();
    expect(JSON.stringify(hidden)).not.toMatch(/王|138|5678/);
    expect((await owner.ask('GET', `${url}/2`)).json()).toMatchObject({ code: 'no-such-customer' });
  });

  it('unmasks with a reason only, and writes down who looked', async () => {
    const agent = await as('service-agent');
    const body = { fields: ['phone', 'identity:2', 'e-mail'], reason: '买家来电核对' };
    const clear = await agent.ask('POST', `${url}/1/unmask`, body);
    expect(clear.json()).toEqual({
      values: [
        { field: 'phone', value: '13800135678' },
        { field: 'identity:2', value: '+8613800135678' },
      ],
    });
    expect(
      (await agent.ask('POST', `${url}/1/unmask`, { fields: ['phone'], reason: '   ' })).statusCode,
    ).toBe(400);
    expect((await (await as('marketer')).ask('POST', `${url}/1/unmask`, body)).statusCode).toBe(403);
    const auditor = await as('auditor');
    const log = await auditor.ask(
      'GET',
      `${url.replace('customers', 'compliance')}/audit-log?act=customers.unmask`,
    );
    expect(log.json().entries).toMatchObject([
      { subject: 'customer:1', reason: '买家来电核对', details: { fields: ['phone', 'identity:2'] } },
    ]);
    expect(log.body).not.toContain('13800135678');
  });

  it('cannot rewrite the audit log', async () => {
    await shop.inShop((tx) => recordAct(tx, { shopId: shop.shopId, actor: 'cli', act: 'a.b', subject: 'c' }));
    await expect(shop.ask('update compliance.audit_log set actor = null')).rejects.toThrow(
      'permission denied',
    );
    await expect(shop.ask('delete from compliance.audit_log')).rejects.toThrow('permission denied');
  });

  it('changes traits, tags and notes by hand', async () => {
    const marketer = await as('marketer');
    const bad = await marketer.ask('PATCH', `${url}/1/traits`, { traits: { nonsense: 1, birthday: 'soon' } });
    expect(bad.json()).toMatchObject({
      code: 'unusable-traits',
      issues: [{ code: 'unknown-trait' }, { code: 'wrong-type', field: '/traits/birthday' }],
    });
    const good = await marketer.ask('PATCH', `${url}/1/traits`, {
      traits: { birthday: '1990-01-02', tier: null },
    });
    expect(good.json().traits.map((it: { name: string; value: string }) => [it.name, it.value])).toEqual([
      ['birthday', '1990-**-**'],
      ['name', '王*明'],
      ['phone', '138****5678'],
    ]);
    expect((await marketer.ask('POST', `${url}/tags`, { customer_ids: [1, 3], tag: 'vip' })).json()).toEqual({
      customers: 1,
    });
    expect((await marketer.ask('POST', `${url}/tags`, { customer_ids: [2], tag: 'vip' })).statusCode).toBe(
      404,
    );
    expect(idsOf(await marketer.ask('GET', `${url}?tag=vip`))).toEqual([1, 3]);
    expect(
      (await marketer.ask('POST', `${url}/tags/remove`, { customer_ids: [1], tag: 'vip' })).json(),
    ).toEqual({ customers: 1 });
    expect(idsOf(await marketer.ask('GET', `${url}?tag=vip`))).toEqual([3]);
    const until = { customer_ids: [1], tag: 'soon over', expires_at: '2026-01-16T00:00:00Z' };
    await marketer.ask('POST', `${url}/tags`, until);
    expect(idsOf(await marketer.ask('GET', `${url}?tag=soon%20over`))).toEqual([1]);
    world.clock.set('2026-01-17T00:00:00Z');
    expect(idsOf(await marketer.ask('GET', `${url}?tag=soon%20over`))).toEqual([]);
    const entries = (await marketer.ask('GET', `${url}/1/timeline?types=tag`)).json().entries;
    const said = (entries as { title: { zh: string }; data: Record<string, string> }[]).map(
      ({ title, data }) => `${title.zh} ${data.tag} ${data.act} ${data.by ?? '-'}`,
    );
    const by = entries[0].data.by ?? entries[1].data.by;
    expect(said.sort()).toEqual(
      [
        ...['打标签 vip added import:7', `移除标签 vip removed ${by}`],
        ...[`打标签 soon over added ${by}`, '标签到期 soon over expired -'],
      ].sort(),
    );
    expect(new Set(entries.map((it: { key: string }) => it.key)).size).toBe(4);
    world.clock.set('2026-01-15T04:00:00Z');
    expect((await marketer.ask('POST', `${url}/1/notes`, { body: '喜欢红色' })).statusCode).toBe(201);
    expect((await marketer.ask('GET', `${url}/1/notes`)).json().notes).toMatchObject([{ body: '喜欢红色' }]);
    expect((await (await as('analyst')).ask('GET', `${url}/1/notes`)).statusCode).toBe(403);
  });

  it('shows what somebody prefers by that name, a trait of the shop’s own too', async () => {
    const declared = await owner.ask('POST', `${url}/dictionary`, {
      ...{ name: 'preferred-colour', label: { zh: '偏好颜色', en: 'Preferred colour' } },
      ...{ type: 'text', class: 'ordinary' },
    });
    expect(declared.statusCode).toBe(201);
    const traits = { 'preferred-size': 'XL', 'preferred-colour': '红色' };
    const changed = await (await as('marketer')).ask('PATCH', `${url}/3/traits`, { traits });
    const shown = (await owner.ask('GET', `${url}/3`)).json();
    expect(changed.json().preferences).toEqual(shown.preferences);
    expect(shown.preferences).toMatchObject([
      { name: 'preferred-colour', label: { zh: '偏好颜色' }, value: '红色' },
      { name: 'preferred-size', label: { zh: '偏好尺码', en: 'Preferred size' }, value: 'XL' },
    ]);
    expect(shown.traits).toEqual(expect.arrayContaining(shown.preferences));
  });

  it('merges, undoes and splits, and tells ClickHouse each time', async () => {
    const manager = await as('manager');
    const customerOf3 = async () => {
      const rows = await world.platform.clickhouse.query<{ customer: number }>({
        sql: "SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + 3, toUInt32(3)) AS customer",
        shopId: shop.shopId,
      });
      return rows[0]!.customer;
    };
    const preview = await manager.ask('POST', `${url}/merge-preview`, { customer_ids: [1, 3] });
    expect(preview.json()).toMatchObject({ customer_id: 1, persons: [1, 2, 3], kept_apart: [] });
    const merged = await manager.ask('POST', `${url}/merge`, { customer_ids: [3, 1], reason: 'same voice' });
    expect(await customerOf3()).toBe(1);
    expect((await manager.ask('GET', `${url}/3`)).statusCode).toBe(404);
    const { edge_ids } = merged.json();
    const undone = await manager.ask('POST', `${url}/unmerge`, { edge_ids, reason: 'was wrong' });
    expect(undone.json()).toEqual({ customer_ids: [1, 3] });
    expect(await customerOf3()).toBe(3);
    const again = await manager.ask('POST', `${url}/merge`, { customer_ids: [3, 1], reason: 'same voice' });
    expect(again.json()).toMatchObject({ code: 'kept-apart', issues: [{ code: 'never-join' }] });
    const split = await manager.ask('POST', `${url}/1/split`, { person_ids: [2], reason: 'phone was sold' });
    expect(split.json()).toEqual({ customer_ids: [1, 2] });
    await shop.resolve(claim(user('wang'), phone('13800135678')));
    const proposals = await manager.ask('GET', `${url}/merge-proposals`);
    expect(proposals.json().proposals).toMatchObject([{ customer_ids: [1, 2], reason: 'never' }]);
    const { proposal_id } = proposals.json().proposals[0];
    await manager.ask('POST', `${url}/merge-proposals/${proposal_id}`, { accept: true });
    expect(await shop.customers()).toEqual({ 1: 1, 2: 1, 3: 3 });
    expect(
      (await manager.ask('POST', `${url}/merge-proposals/${proposal_id}`, { accept: true })).statusCode,
    ).toBe(404);
  });

  it('tells one timeline of all persons, newest first, page by page', async () => {
    const manager = await as('manager');
    await manager.ask('PATCH', `${url}/1/traits`, { traits: { name: '王大明' } });
    const whole = (await manager.ask('GET', `${url}/1/timeline?limit=200`)).json().entries;
    expect(whole.map((it: { type: string }) => it.type).sort()).toEqual(
      ['change', 'change', 'change', 'change', 'merge', 'order', 'order', 'tag'].sort(),
    );
    const times = whole.map((it: { at: string }) => it.at);
    expect(times).toEqual([...times].sort().reverse());
    const paged: unknown[] = [];
    for (let cursor = ''; ; ) {
      const page = (await manager.ask('GET', `${url}/1/timeline?limit=1${cursor}`)).json();
      paged.push(...page.entries);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(paged).toEqual(whole);
    const some = (await manager.ask('GET', `${url}/1/timeline?types=change,order`)).json().entries;
    expect(new Set(some.map((it: { type: string }) => it.type))).toEqual(new Set(['change', 'order']));
    expect(JSON.stringify(whole)).not.toMatch(/王大明|王小明|13800135678/);
  });

  it('lets a shop add traits of its own, which are sealed when personal', async () => {
    const trait = {
      name: 'shoe-size',
      label: { zh: '鞋码', en: 'Shoe size' },
      type: 'number',
      class: 'ordinary',
    };
    const add = (body: object) => owner.ask('POST', `${url}/dictionary`, body);
    expect((await add(trait)).statusCode).toBe(201);
    expect((await add(trait)).json()).toMatchObject({ code: 'trait-exists' });
    await add({ ...trait, name: 'diagnosis', type: 'text', class: 'sensitive' });
    const shown = await owner.ask('PATCH', `${url}/1/traits`, {
      traits: { 'shoe-size': 38, diagnosis: 'cold' },
    });
    expect(shown.json().traits).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'shoe-size', value: 38, masked: false }),
        expect.objectContaining({ name: 'diagnosis', value: '***', masked: true }),
      ]),
    );
    const listed = (await owner.ask('GET', `${url}/dictionary`)).json().traits;
    expect(listed).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'diagnosis', built_in: false })]),
    );
  });

  it('tells every value a trait had, masked; lets nobody who may not see it write a sensitive one; takes none of a retired one', async () => {
    const marketer = await as('marketer');
    for (const it of [
      { name: 'shoe-size', label: { zh: '鞋码', en: 'Shoe size' }, type: 'number', class: 'ordinary' },
      { name: 'diagnosis', label: { zh: '诊断', en: 'Diagnosis' }, type: 'text', class: 'sensitive' },
    ])
      await owner.ask('POST', `${url}/dictionary`, it);
    const tell = (traits: object, who = owner) => who.ask('PATCH', `${url}/1/traits`, { traits });
    expect((await tell({ diagnosis: 'flu' }, marketer)).json().issues).toMatchObject([
      { code: 'sensitive-trait', field: '/traits/diagnosis' },
    ]);
    await tell({ 'shoe-size': 38, diagnosis: 'cold' });
    world.clock.set('2026-01-16T04:00:00Z');
    await tell({ 'shoe-size': 39, diagnosis: 'none' });
    await tell({ phone: '13900139000' });
    const history = async (name: string) =>
      (await marketer.ask('GET', `${url}/1/traits/${name}/history`)).json().values;
    const value = (it: object) => expect.objectContaining({ source: 'staff', ...it });
    expect(await history('shoe-size')).toEqual([
      value({ value: 39, masked: false, stands: true }),
      value({ value: 38, stands: false }),
    ]);
    expect(await history('diagnosis')).toEqual([
      value({ value: '***', masked: true }),
      value({ value: '***' }),
    ]);
    expect(JSON.stringify(await history('phone'))).not.toMatch(/13900139000|13800135678/);
    expect((await marketer.ask('GET', `${url}/99/traits/phone/history`)).statusCode).toBe(404);

    const retire = (retired: boolean) => owner.ask('PATCH', `${url}/dictionary/shoe-size`, { retired });
    expect((await retire(true)).json().retired_at).toMatch(/^20/);
    expect((await tell({ 'shoe-size': 40 })).json().issues).toMatchObject([{ code: 'retired-trait' }]);
    const shown = (await owner.ask('GET', `${url}/1`)).json();
    expect(shown.traits).toContainEqual(expect.objectContaining({ name: 'shoe-size', value: 39 }));
    const label = { zh: '脚长', en: 'Foot length' };
    const named = await owner.ask('PATCH', `${url}/dictionary/shoe-size`, { label });
    expect(named.json()).toMatchObject({ label, retired_at: expect.any(String) });
    expect((await retire(false)).json().retired_at).toBeNull();
    expect((await tell({ 'shoe-size': 40 })).statusCode).toBe(200);
    world.clock.set('2026-01-15T04:00:00Z');
  });
});
