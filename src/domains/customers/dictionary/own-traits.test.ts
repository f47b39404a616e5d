import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  appWithFrontDoor,
  hire,
  openShop as openRealShop,
  type Person,
  signInOwner,
} from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { Role } from '../../../contract/auth.ts';
import { rotateKeys } from '../../../platform/crypto/rotate-keys.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { recordAct } from '../../compliance/index.ts';
import { registerCustomerMirror } from '../mirror-customers.ts';
import { storeProfiles } from '../profiles/store-profiles.ts';
import { customerRoutes } from '../routes.ts';
import { customerSealedColumns } from '../sealed-columns.ts';
import { claim, noPeople, openShop, type ShopFixture, testContext, user } from '../shop-fixture.ts';
import { addTrait, readDictionary } from './dictionary.ts';
import { resumeTraitIndexes } from './resume-trait-indexes.ts';
import { indexTraits, settleRotation } from './trait-index.ts';

/** Personal traits a shop adds: masked in their own way, found by blind index, also those stored before. */

let world: World;
let app: HttpApp;
let owner: Person;
let manager: Person;
let shop: ShopFixture;
let url: string;
let shops = 0;

beforeAll(async () => {
  world = await openWorld();
  registerCustomerMirror(world.platform.mirror);
  app = await appWithFrontDoor(world.platform, recordAct);
  const nothing = { findOrder: async () => [], findPlaces: async () => [], timelineSources: [] };
  const handlers = { ...nothing, people: noPeople };
  await app.register(async (scope: HttpApp) => customerRoutes(handlers)(scope, world.platform));
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const as = (role: Role) => hire(owner, { slug: url.split('/')[3]!, role });

beforeEach(async () => {
  const made = await openRealShop(world.platform, `own-${++shops}`);
  shop = await openShop(world, made);
  url = `/api/shops/${made.slug}/customers`;
  manager = await as('manager');
  await shop.resolve(claim(user('a')), claim(user('b')));
});

const label = { zh: '伴侣', en: 'Partner' };
const add = (trait: object) =>
  manager.ask('POST', `${url}/dictionary`, { label, type: 'text', class: 'personal', ...trait });
const change = (name: string, to: object) => manager.ask('PATCH', `${url}/dictionary/${name}`, to);

const tell = (personId: number, traits: Record<string, string>, day = 3) =>
  shop.inShop((tx) =>
    storeProfiles(
      tx,
      shop.keys,
      shop.shopId,
      [{ personId, at: `2026-01-0${day}T00:00:00Z`, traits }],
      testContext,
    ),
  );

async function found(text: string): Promise<number[]> {
  const answer = await manager.ask('POST', `${url}/search`, { text, limit: 10 });
  return answer.json().customers.map((it: { customer_id: number }) => it.customer_id);
}

async function shownTo(who: Person, name: string): Promise<string> {
  const { traits } = (await who.ask('GET', `${url}/1`)).json();
  return traits.find((it: { name: string }) => it.name === name).value;
}

describe('a personal trait of the shop’s own', () => {
  it('is masked in the way it was declared, by role, and hidden where no way was', async () => {
    const cases: [string, string, string][] = [
      ['name', '王小明', '王*明'],
      ['phone', '13800135678', '138****5678'],
      ['e-mail', 'wang@example.com', 'w***@example.com'],
      ['address', '浙江省杭州市西湖区文三路12号', '浙江省杭州市西湖区****'],
      ['id-number', '330106199001021234', '330*************34'],
      ['account', 'wxid_abcdef1234', 'wx***34'],
      ['text', '喜欢红色', '喜***'],
      ['all', '喜欢红色', '***'],
    ];
    for (const [mask, value] of cases) {
      const name = `own-${mask}`;
      expect((await add({ name, mask, label: { zh: name, en: name } })).statusCode).toBe(201);
      await tell(1, { [name]: value });
    }
    await add({ name: 'own-day', type: 'day', mask: 'day', label: { zh: '纪念日', en: 'Day' } });
    await tell(1, { 'own-day': '1990年1月2日' });
    const analyst = await as('analyst');
    for (const [mask, , shown] of cases) expect(await shownTo(manager, `own-${mask}`), mask).toBe(shown);
    expect(await shownTo(manager, 'own-day')).toBe('1990-**-**');
    for (const [mask] of cases) expect(await shownTo(analyst, `own-${mask}`), mask).toBe('***');
    await add({ name: 'unsaid', label: { zh: '未说', en: 'Unsaid' } });
    await tell(1, { unsaid: 'secret' });
    expect(await shownTo(manager, 'unsaid')).toBe('***');
    expect((await change('unsaid', { mask: 'text' })).json()).toMatchObject({ mask: 'text', search: 'text' });
    expect(await shownTo(manager, 'unsaid')).toBe('s***');
  });

  it('is found by blind index in the way it is declared, and by nothing of it in clear', async () => {
    await add({ name: 'partner-phone', mask: 'phone', search: 'phone', aliases: ['partnerMobile'] });
    await tell(1, { partnerMobile: '138 0013 5678' });
    expect(await found('13800135678')).toEqual([1]);
    expect(await found('+86 138-0013-5678')).toEqual([1]);
    expect(await found('5678')).toEqual([1]);
    expect(await found('13800135679')).toEqual([]);
    const body = { trait: { name: 'partner-phone', value: '13800135678' }, limit: 10 };
    expect((await manager.ask('POST', `${url}/search`, body)).json().customers).toHaveLength(1);
    const analyst = await as('analyst');
    expect((await analyst.ask('POST', `${url}/search`, { text: '13800135678' })).json().customers).toEqual(
      [],
    );
    const rows = await shop.ask<{ row: string }>('select to_jsonb(t)::text as row from customers.traits t');
    const hex = Buffer.from('138 0013 5678').toString('hex');
    for (const { row } of rows) {
      expect(row).not.toMatch(/138.?0013.?5678/);
      expect(row).not.toContain(hex);
    }
  });

  it('stored before it was searched is found afterwards, its history indexed as well; and the other way round', async () => {
    await add({ name: 'partner', mask: 'name', search: 'none' });
    await tell(1, { partner: '李  雷' });
    await tell(2, { partner: '早先' }, 1);
    await tell(2, { partner: '韩梅梅' });
    expect(await found('李 雷')).toEqual([]);
    expect((await change('partner', { search: 'text' })).json()).toMatchObject({ search: 'text' });
    expect(await found('李 雷')).toEqual([1]);
    expect(await found('韩梅梅')).toEqual([2]);
    const indexed = () =>
      shop.ask<{ n: number }>(
        `select count(value_index_a)::int as n from (
          select value_index_a from customers.traits where name = 'partner'
          union all select value_index_a from customers.trait_history where name = 'partner') t`,
      );
    expect(await indexed()).toEqual([{ n: 3 }]);
    await change('partner', { search: 'none' });
    expect(await found('李 雷')).toEqual([]);
    expect(await indexed()).toEqual([{ n: 0 }]);
    expect(
      await shop.ask('select act, subject, details from compliance.audit_log where act like $$%trait$$'),
    ).toEqual(
      [1, 2].map(() => ({
        ...{ act: 'customers.change-trait', subject: 'trait:partner' },
        details: { changed: ['search'] },
      })),
    );
  });

  it('is found after keys were rotated, also where it was added or searched otherwise while they were', async () => {
    const { platform } = world;
    await add({ name: 'partner', search: 'none' });
    await tell(1, { partner: '李雷' });
    const began = await shop.inShop((tx) => readDictionary(tx, shop.shopId));
    await change('partner', { search: 'text' });
    const nick = {
      name: 'nick',
      type: 'text',
      class: 'personal',
      label: { zh: '小名', en: 'Nick' },
    } as const;
    await shop.inShop((tx) => addTrait(tx, shop.shopId, nick));
    await tell(2, { nick: '毛毛' });
    await rotateKeys(platform, shop.shopId, customerSealedColumns(began));
    await settleRotation(platform, shop.shopId, began);
    expect([await found('李雷'), await found('毛毛')]).toEqual([[1], [2]]);
    await rotateKeys(
      platform,
      shop.shopId,
      customerSealedColumns(await shop.inShop((tx) => readDictionary(tx, shop.shopId))),
    );
    expect([await found('李雷'), await found('毛毛')]).toEqual([[1], [2]]);
  });

  it('goes on where a crash cut its indexing off; two at once end the same, and writers meanwhile are found', async () => {
    await add({ name: 'partner', search: 'none' });
    const people = Array.from({ length: 1_100 }, (_, n) => claim(user(`p${n}`)));
    await shop.resolve(...people);
    const profiles = Array.from({ length: 1_100 }, (_, n) => ({
      ...{ personId: n + 3, at: '2026-01-03T00:00:00Z', traits: { partner: `伴侣${n}` } },
    }));
    await shop.inShop((tx) => storeProfiles(tx, shop.keys, shop.shopId, profiles, testContext));
    // The change committed, and the process died before a row was indexed.
    await shop.ask(
      "update customers.dictionary set search = 'text', index_due = true where name = 'partner'",
    );
    expect(await found('伴侣1050')).toEqual([]);
    await Promise.all([
      resumeTraitIndexes(world.platform, new AbortController().signal),
      indexTraits(world.platform, shop.shopId),
      tell(1, { partner: '新来的' }),
      tell(3, { partner: '改了' }, 4),
    ]);
    expect(await found('伴侣1050')).toEqual([1_053]);
    expect(await found('新来的')).toEqual([1]);
    expect(await found('改了')).toEqual([3]);
    expect(await found('伴侣0')).toEqual([]);
    expect(await shop.ask('select name from customers.dictionary where index_due')).toEqual([]);
  });

  it('cannot take a name that means another trait', async () => {
    expect((await add({ name: 'partner', aliases: ['mobile'] })).json()).toMatchObject({
      code: 'spelling-taken',
    });
    expect((await add({ name: 'partner', aliases: ['spouse'] })).statusCode).toBe(201);
    expect((await add({ name: 'spouse' })).json()).toMatchObject({ code: 'spelling-taken' });
    expect((await change('partner', { aliases: ['手机号'] })).json()).toMatchObject({
      code: 'spelling-taken',
    });
    const marketer = await as('marketer');
    const asked = await marketer.ask('PATCH', `${url}/dictionary/partner`, { mask: 'text' });
    expect(asked.statusCode).toBe(403);
  });
});

describe('a built-in trait', () => {
  it('is called as the shop calls it, and found by its own name and the shop’s', async () => {
    expect((await change('tier', { label: { zh: '段位' } })).json()).toMatchObject({
      ...{ name: 'tier', label: { zh: '段位', en: 'Tier' }, built_in: true },
    });
    expect((await change('tier', { label: { en: 'Rank' } })).json().label).toEqual({
      zh: '段位',
      en: 'Rank',
    });
    const dictionary = await shop.inShop((tx) => readDictionary(tx, shop.shopId));
    for (const told of ['tier', 'memberLevel', '段位', '会员等级'])
      expect(dictionary.find(told)?.name, told).toBe('tier');
    expect(dictionary.traits.filter(({ name }) => name === 'tier')).toHaveLength(1);
    await tell(1, { 段位: '金牌' });
    const { traits } = (await manager.ask('GET', `${url}/1`)).json();
    expect(traits).toMatchObject([{ name: 'tier', label: { zh: '段位' }, value: '金牌', hidden: false }]);
    expect((await add({ name: 'tier' })).json()).toMatchObject({ code: 'trait-exists' });
  });

  it('is hidden from pages while its values are taken, and shown again', async () => {
    await tell(1, { province: '浙江省' });
    const row = async () => {
      const { customers } = (await manager.ask('GET', `${url}?limit=10`)).json();
      return customers.find((it: { customer_id: number }) => it.customer_id === 1);
    };
    const since = (await change('province', { hidden: true })).json().hidden_at;
    expect((await change('province', { hidden: true })).json().hidden_at).toBe(since);
    await tell(1, { province: '江苏省' }, 4);
    const { traits } = (await manager.ask('GET', `${url}/1`)).json();
    expect(traits).toMatchObject([{ name: 'province', value: '江苏省', hidden: true }]);
    expect(await row()).toMatchObject({ province: null });
    expect((await change('province', { hidden: false })).json()).toMatchObject({ hidden_at: null });
    expect(await row()).toMatchObject({ province: '江苏省' });
  });

  it('keeps its mask, search and aliases, and is never retired', async () => {
    for (const to of [{ mask: 'text' }, { search: 'none' }, { aliases: ['x'] }, { retired: true }])
      expect((await change('name', { ...to, hidden: true })).json()).toMatchObject({
        code: 'built-in-trait',
      });
    expect((await change('nothing', { hidden: true })).json()).toMatchObject({ code: 'no-such-trait' });
    const { traits } = (await manager.ask('GET', `${url}/dictionary`)).json();
    expect(traits.find((it: { name: string }) => it.name === 'name')).toMatchObject({ hidden_at: null });
  });
});
