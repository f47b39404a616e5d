import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Refusal, refusalTexts } from '../../src/contract/consent.ts';
import { plainRules } from '../../src/domains/loyalty/testing/plain-rules.ts';
import { hasFocus, type OpenConsole, openConsole, seriousFaults, signIn, tabTo } from './open-console.ts';

/** Walks through the customers of a demo shop: finding one, seeing in clear, tagging all, merging and undoing, roles. */

let it: OpenConsole;
let page: Page;
const list = '/shops/demo/customers';

/** Somebody of the demo shop whom staff would look for, in clear. */
interface Known {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly orderNo: string;
}
let known: Known;
let other: number;

beforeAll(async () => {
  it = await openConsole();
  await it.server.shuke('demo', '--customers', '60', '--seed', '5');
  page = await it.visit();
  await signIn(page, it.owner);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  [known, other] = await somebody();
}, 300_000);
afterAll(async () => {
  await it?.close();
});

const call = async (method: 'get' | 'post' | 'put' | 'put', path: string, data?: object, on: Page = page) => {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await on.request[method](`/api/shops/demo${path}`, {
    // The first figures of a shop wait for a build; on a busy machine that is no matter of seconds.
    ...{ headers, timeout: 120_000 },
    ...(data && { data }),
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return answer.json();
};

async function somebody(): Promise<[Known, number]> {
  const query = 'bought=yes&sort=net-sales&limit=200';
  const { customers } = await call('get', `/customers?${query}`);
  const named = customers.filter((row: { name: string; phone: string }) => row.name && row.phone);
  const [one, two] = named.map((row: { customer_id: number }) => row.customer_id);
  const clear = await call('post', `/customers/${one}/unmask`, {
    ...{ fields: ['name', 'phone'], reason: 'a walk of a test' },
  });
  const value = (field: string) =>
    clear.values.find((each: { field: string }) => each.field === field).value as string;
  const { orders } = await call('get', `/orders?customer=${one}`);
  return [{ id: one, name: value('name'), phone: value('phone'), orderNo: orders[0].order_no }, two];
}

const button = (name: string | RegExp, on: Page = page) => on.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const rows = () => page.locator('tbody tr[data-row-key]');

/** Until the server has answered this very search: the row before may be that of the one after. */
async function search(text: string): Promise<void> {
  await page.getByLabel('查找客户').fill(text);
  const [answer] = await Promise.all([
    page.waitForResponse(
      (one) => one.url().endsWith('/search') && one.request().postDataJSON().text === text,
    ),
    page.getByLabel('查找客户').press('Enter'),
  ]);
  const { customers } = await answer.json();
  await expect.poll(() => rows().count()).toBe(customers.length);
}

test('the list shows who bought last, sorts by any figure, and says how many there are', async () => {
  await page.goto(list);
  await rows().first().waitFor();
  await page.getByText('60', { exact: true }).first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('columnheader', { name: '净销售额' }).click();
  await page.waitForURL(/sort=net-sales/);
  const { customers } = await call('get', '/customers?sort=net-sales&limit=1');
  const most = String(customers[0].customer_id);
  await expect.poll(() => rows().first().getAttribute('data-row-key')).toBe(most);
});

/** Every address of the API that the page asks, while it does something; nothing of the code named comes before `first` was asked. */
async function askedWhile(
  act: () => Promise<unknown>,
  held?: { code: RegExp; first: string },
): Promise<string[]> {
  const asked: string[] = [];
  const begun = Promise.withResolvers<void>();
  const note = (one: Request) => {
    const { pathname, search } = new URL(one.url());
    // What waits at the desk is asked by the frame of every page, the one that is left too.
    if (!pathname.startsWith('/api/shops/demo/') || pathname.endsWith('/desk')) return;
    asked.push(decodeURIComponent(pathname.slice('/api/shops/demo'.length) + search));
    if (pathname.endsWith(held?.first ?? '')) begun.resolve();
  };
  page.on('request', note);
  if (held)
    await page.route(held.code, async (route) => {
      await begun.promise;
      await route.continue();
    });
  await act();
  page.off('request', note);
  if (held) await page.unrouteAll({ behavior: 'wait' });
  return asked;
}

test('rows and a customer opened by their address are asked for before the code that shows them, another view before it is drawn; each once, and no score that nobody sees', async () => {
  await page.goto('/me');
  const first = await askedWhile(
    async () => {
      await page.goto(`${list}?orders_from=1`);
      await rows().first().waitFor();
    },
    // Whoever asked from there would wait for ever.
    { code: /\/assets\/(shell|customers-page)-.*js$/, first: '/customers' },
  );
  const query = 'orders_from=1&sort=last-order&order=desc&scores=&limit=50';
  expect(first).toContain(`/customers?${query}`);
  expect(first).toContain('/customers/count?orders_from=1');
  expect(first).toEqual([...new Set(first)]);
  const card = await askedWhile(
    async () => {
      await page.goto(`${list}/${known.id}`);
      await page.getByRole('heading', { name: '指标' }).waitFor();
      await page.locator('main [data-kind]').first().waitFor();
    },
    { code: /\/assets\/(shell|customer-page)-.*js$/, first: `/customers/${known.id}/timeline` },
  );
  expect(card).toEqual([...new Set(card)]);
  await page.goto(list);
  await rows().first().waitFor();
  // What stands on screen in the moment in which the next rows are asked for.
  await page.evaluate(`{
    const plain = fetch;
    fetch = (request) => {
      if (request.url.includes('/customers?orders_from=3')) drawnAtAsking = document.querySelector('main').innerText;
      return plain(request);
    };
  }`);
  const next = await askedWhile(async () => {
    await button('筛选').click();
    await dialog().getByLabel('支付订单数 ≥').fill('3');
    await dialog().getByRole('button', { name: '应用' }).click();
    await page.getByText('支付订单数: ≥ 3').waitFor();
    await expect.poll(() => page.locator('[data-list][aria-busy=false]').count()).toBe(1);
  });
  expect(await page.evaluate('drawnAtAsking')).not.toContain('支付订单数: ≥ 3');
  // The rows and how many there are, at once; beside them only pages behind, that of the list before still on its way too.
  expect(next.filter((it) => !it.includes('cursor=')).sort()).toEqual([
    '/customers/count?orders_from=3',
    `/customers?${query.replace('orders_from=1', 'orders_from=3')}`,
  ]);
});

test('a customer is found by name, phone, its last four digits and an order number; the address keeps none of it', async () => {
  await search('查无此人');
  await page.getByText('没有符合条件的客户').waitFor();
  for (const text of [known.name, known.phone, known.phone.slice(-4), known.orderNo]) {
    await search(text);
    await page.locator(`tr[data-row-key="${known.id}"]`).waitFor();
    expect(page.url()).not.toContain(encodeURIComponent(text));
  }
  const compared: string[] = [];
  page.on('request', (one) => one.url().includes('/similar') && compared.push(one.url()));
  await page.locator(`tr[data-row-key="${known.id}"] a`).click();
  await page.waitForURL(`${list}/${known.id}`);
  await page.getByRole('heading', { name: '指标' }).waitFor();
  // Comparing one with everybody waits until a reader comes near it.
  const lastOfInterests = page.getByRole('heading', { name: '时段', exact: true });
  await lastOfInterests.waitFor();
  expect(compared).toEqual([]);
  await lastOfInterests.scrollIntoViewIfNeeded();
  await expect.poll(() => compared.length).toBe(1);
  expect(await page.locator('main').textContent()).not.toContain(known.phone);
  expect(await seriousFaults(page)).toEqual([]);
});

test('values are seen in clear with a reason, are hidden again, and stand in the audit log', async () => {
  await button('查看明文').click();
  await dialog().getByRole('checkbox', { name: '手机号', exact: true }).check();
  expect(await dialog().getByRole('button', { name: '查看', exact: true }).isDisabled()).toBe(true);
  await dialog().getByLabel('理由').fill('包裹退回，需要联系');
  await dialog().getByRole('button', { name: '查看', exact: true }).click();
  await page.getByRole('status').getByText(known.phone).waitFor();
  await button('立即隐藏').click();
  expect(await page.locator('main').textContent()).not.toContain(known.phone);
  const { entries } = await call('get', '/compliance/audit-log?limit=20');
  expect(entries).toContainEqual(
    expect.objectContaining({ act: 'customers.unmask', reason: '包裹退回，需要联系' }),
  );
});

test('a tag is put on and taken off where it stands; a note is kept', async () => {
  await page.getByPlaceholder('标签').fill('常客');
  await button('打标签').click();
  await page.getByText('常客', { exact: true }).first().waitFor();
  await page.getByLabel('去掉标签 常客').click();
  await page.getByLabel('去掉标签 常客').waitFor({ state: 'detached' });
  // Its own undo: that of putting it on may still be there.
  await page.getByText('已从 1 位客户去掉“常客”').getByRole('button', { name: '撤销' }).click();
  await page.getByLabel('去掉标签 常客').waitFor();
  await page.getByRole('tab', { name: '备注' }).click();
  await page.getByLabel('备注', { exact: true }).and(page.locator('textarea')).fill('喜欢周末收货');
  await button('保存备注').click();
  await page.getByRole('listitem').getByText('喜欢周末收货').waitFor();
});

test('by keyboard alone: found, opened, tagged, and back to the list; the help and its way out', async () => {
  await page.goto(list);
  await rows().first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(known.phone);
  await page.keyboard.press('Enter');
  await expect.poll(() => rows().count()).toBe(1);
  await tabTo(page, page.locator(`tr[data-row-key="${known.id}"] a`));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${list}/${known.id}`);
  await page.getByRole('heading', { name: '标签' }).waitFor();
  await tabTo(page, page.getByPlaceholder('标签'));
  await page.keyboard.type('键盘');
  await page.keyboard.press('Enter');
  await page.getByLabel('去掉标签 键盘').waitFor();
  const back = page.getByRole('link', { name: '返回列表' });
  await tabTo(page, back, 'Shift+Tab');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: '帮助' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: '帮助' }).waitFor({ state: 'hidden' });
  // The focus is where it was before the help.
  await expect.poll(() => hasFocus(back)).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === list);
});

test('rows that were ticked are tagged, and for a while that is undone with one click, for whom it was news', async () => {
  await page.goto(list);
  const first = rows().first().getByRole('checkbox');
  const tag = async () => {
    await page.getByRole('textbox', { name: '标签', exact: true }).fill('试用');
    await button('打标签').click();
  };
  await first.check();
  await tag();
  await rows().first().getByText('试用').waitFor();
  await first.check();
  for (const n of [1, 2]) await rows().nth(n).getByRole('checkbox').check();
  await tag();
  // Of three it was news for two.
  await page.getByText('已为 2 位客户打上“试用”').getByRole('button', { name: '撤销' }).click();
  const held = async () =>
    (await call('get', `/customers/count?tag=${encodeURIComponent('试用')}`)).customers;
  await expect.poll(held).toBe(1);
});

test('two customers are merged after a look at what they become, and are two again when it is undone', async () => {
  await page.goto(`${list}/${known.id}`);
  await button('合并').click();
  await dialog().getByLabel('查找客户').fill(String(other));
  await dialog().getByRole('button', { name: '查找' }).click();
  await dialog()
    .getByRole('button', { name: `选择客户 ${other}` })
    .click();
  const merged = Math.min(known.id, other);
  await dialog().getByText('合并后的客户编号').waitFor();
  await dialog().getByLabel('理由').fill('电话里确认是同一人');
  await dialog().getByRole('button', { name: '确认合并' }).click();
  await page.waitForURL(`${list}/${merged}`);
  await page.getByRole('heading', { name: '合并记录' }).waitFor();
  const merges = page.getByRole('listitem').filter({ hasText: '员工操作' });
  await merges.getByRole('button', { name: '撤销合并' }).click();
  await dialog().getByLabel('理由').fill('其实是母女两人');
  await dialog().getByRole('button', { name: '确定' }).click();
  await page.getByText('合并已撤销').waitFor();
  for (const id of [known.id, other])
    expect((await call('get', `/customers/${id}`)).customer_id, 'a customer of their own').toBe(id);
});

test('everybody a filter leaves is tagged, with progress, and the whole of it is undone', async () => {
  await page.goto(list);
  await button('筛选').click();
  await dialog().getByLabel('有支付订单').selectOption('yes');
  await dialog().getByRole('button', { name: '应用' }).click();
  await page.waitForURL(/bought=yes/);
  await page.getByText('有支付订单: 是').waitFor();
  const { customers: held } = await call('get', '/customers/count?bought=yes');
  await button('批量打标').click();
  await dialog().getByText(String(held)).waitFor();
  expect(await dialog().getByText(heldOut).count(), 'no score chose them').toBe(0);
  await dialog().getByLabel('标签', { exact: true }).fill('买过');
  await dialog().getByRole('button', { name: '开始' }).click();
  await dialog().getByText(/^完成/).waitFor();
  expect((await call('get', `/customers/count?tag=${encodeURIComponent('买过')}`)).customers).toBe(held);
  await dialog().getByRole('button', { name: '撤销' }).click();
  await dialog()
    .getByText(/^已撤销/)
    .waitFor();
  expect((await call('get', `/customers/count?tag=${encodeURIComponent('买过')}`)).customers).toBe(0);
  await dialog().getByRole('button', { name: '关闭' }).click();
});

const heldOut = /属于全局对照组的不在其中/;

test('files and tags of people whom a score chose say that the holdout is left out', async () => {
  await page.goto(`${list}?score=churn-risk%3A0.1..`);
  for (const name of ['批量打标', '导出']) {
    await button(name).click();
    await dialog().getByText(heldOut).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
  await page.goto(`${list}?bought=yes`);
});

test('a view is saved under a name and brings its filters back', async () => {
  await button('视图').click();
  await page.getByRole('menuitem', { name: '保存当前视图……' }).click();
  await dialog().getByLabel('名称').fill('买过的');
  await dialog().getByRole('button', { name: '保存' }).click();
  await dialog().waitFor({ state: 'detached' });
  await page.goto(list);
  await button('视图').click();
  await page.getByRole('menuitem', { name: '买过的' }).click();
  await page.waitForURL(/bought=yes/);
});

test('who is who, and a phone: nothing serious for those who listen, nothing that scrolls sideways', async () => {
  await page.goto(`${list}/review`);
  await page.getByRole('tab', { name: '隔离' }).click();
  await page.waitForURL(/tab=quarantine/);
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [list, `${list}/${known.id}`]) {
    await page.goto(path);
    await page.locator('.card').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390);
    expect(await seriousFaults(page)).toEqual([]);
  }
});

test('what one likes is kept at once, by the server; what could not be kept is said', async () => {
  await page.setViewportSize({ width: 1680, height: 900 });
  await page.goto(list);
  await rows().first().waitFor();
  const kept = (name: string) =>
    page.waitForResponse((one) => one.url().endsWith(`/settings/${name}`) && one.ok());
  await button('列').click();
  await Promise.all([
    kept('columns.customers'),
    page.getByRole('checkbox', { name: '城市', exact: true }).check(),
  ]);
  await Promise.all([kept('columns.customers'), button('上移 城市').click()]);
  await page.keyboard.press('Escape');
  await page.getByRole('separator', { name: /净销售额/ }).focus();
  await Promise.all([kept('widths.customers'), page.keyboard.press('ArrowRight')]);
  const heading = page.getByRole('columnheader', { name: '净销售额' });
  const wide = await heading.evaluate((it) => (it as unknown as { offsetWidth: number }).offsetWidth);
  await Promise.all([kept('help'), button('帮助').click()]);
  await page.getByRole('complementary', { name: '帮助' }).waitFor();
  await Promise.all([kept('language'), chooseLanguage('English')]);
  const { settings } = await call('get', '/desk');
  expect(settings).toMatchObject({ help: 'open', language: 'en-US' });
  expect(settings['columns.customers'].slice(-2)).toEqual(['city', 'last-seen']);
  expect(settings['widths.customers']['net-sales']).toBe(wide);
  await page.route('**/desk/settings/**', (route) => route.abort());
  await button('Help').click();
  await page.getByText('did not reach the server').waitFor();
  await page.unroute('**/desk/settings/**');
  await Promise.all([kept('language'), chooseLanguage('简体中文')]);
  await page.setViewportSize({ width: 1280, height: 800 });
});

const chooseLanguage = async (name: string) => {
  await button(/^(语言|Language)/).click();
  await page.getByRole('menuitemradio', { name }).click();
};

test('what they said is recorded with its proof, decides what the gate says, and finds them in the list', async () => {
  await page.goto(`${list}/${known.id}`);
  await button('登记授权').click();
  expect(await dialog().getByRole('button', { name: '登记', exact: true }).isDisabled()).toBe(true);
  await dialog().getByLabel('凭证编号').fill('call-20261127-1');
  await dialog().getByRole('button', { name: '登记', exact: true }).click();
  const consents = page.getByRole('region', { name: '授权' });
  await consents.getByText('同意 · 可以使用').waitFor();
  await consents.getByText('历史记录 (1 条)').click();
  await consents.getByText('凭证编号 call-20261127-1').waitFor();
  const { now } = await call('get', `/compliance/customers/${known.id}/contacts`);
  // At night the shop's quiet hours hold it back, and one in twenty is of the universal holdout.
  const { reason } = now[0] as { readonly reason: Refusal | null };
  const answer = reason === null ? '可以' : `不可以 (${refusalTexts[reason].zh})`;
  await page.getByRole('region', { name: '联系' }).getByText(answer, { exact: true }).first().waitFor();
  await button('修改属性').click();
  await dialog().getByLabel('属性', { exact: true }).selectOption('tier');
  await dialog().getByLabel('值', { exact: true }).fill('金卡');
  await dialog().getByRole('button', { name: '保存' }).click();
  await button('会员等级 的来源与历史').click();
  await page.getByRole('tooltip').getByText('人工').waitFor();
  await page.goto(`${list}?consent=marketing%3Aany%3Agranted`);
  await page.getByText('授权: 营销推广 · 所有渠道 · 同意').waitFor();
  await page.locator(`tr[data-row-key="${known.id}"]`).waitFor();
  expect(await rows().count()).toBe(1);
});

test('caps of contacts are a form; a trait is retired and used again', async () => {
  await page.goto('/shops/demo/compliance/notices');
  const caps = page.locator('dd').filter({ hasText: '不设' });
  await caps.getByRole('button', { name: '修改' }).click();
  await dialog().getByRole('button', { name: '加一条' }).click();
  await dialog().getByLabel('次数').fill('3');
  await dialog().getByRole('button', { name: '保存' }).click();
  await page.getByText('所有渠道 · 营销推广 · 7 天内至多 3 次').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const label = { zh: '鞋码', en: 'Shoe size' };
  await call('post', '/customers/dictionary', {
    name: 'shoe-size',
    label,
    type: 'number',
    class: 'ordinary',
  });
  await page.goto(`${list}/dictionary?of=own`);
  for (const [act, then] of [
    ['停用', '恢复使用'],
    ['恢复使用', '停用'],
  ] as const) {
    await button(act).click();
    await dialog().getByRole('button', { name: act }).click();
    await button(then).waitFor();
  }
  expect(await seriousFaults(page)).toEqual([]);
});

/** Numbers of the segments the walk made. */
const made: number[] = [];
const openedSegment = async () => {
  await page.waitForURL(/\/segments\/\d+$/);
  made.push(Number(new URL(page.url()).pathname.split('/').at(-1)));
  await page.getByRole('link', { name: '查看成员' }).waitFor();
};

test('a segment begins with a template, is counted while it is changed, and says of everybody why', async () => {
  await page.goto('/shops/demo/segments');
  await page.getByText('还没有人群').first().waitFor();
  await page.waitForLoadState('networkidle');
  await button('从模板新建').first().click();
  await page.getByRole('menuitem', { name: /近一年复购客户/ }).click();
  await page.getByText(/近 365 天支付订单数不少于 2/).waitFor();
  await page.getByLabel('数值').fill('1');
  await page.getByText('近 365 天有支付订单', { exact: true }).waitFor();
  await page.getByText(/共 60 位客户/).waitFor();
  // An event is chosen by its name, and narrowed in a form that speaks of money as money.
  await button('+ 添加条件').click();
  await page.getByRole('menuitem', { name: '做过某事' }).click();
  await page.getByRole('combobox', { name: '行为' }).fill('加入购物车');
  await page.locator('[role=option][title="Product Added"]').click();
  await button('添加条件').click();
  await page.getByRole('combobox', { name: '字段' }).click();
  await page.getByTitle('金额').click();
  await page.getByLabel('取值', { exact: true }).fill('19.9');
  // The former count is paler until the next is there: a fault is what lasts.
  await expect.poll(() => seriousFaults(page), { timeout: 20_000 }).toEqual([]);
  await button('添加').click();
  await page.getByText('近 30 天做过「加入购物车 (金额 = 19.9 CNY)」').waitFor();
  // What was changed is not left unasked.
  await page.getByRole('link', { name: '← 返回' }).click();
  await page.getByRole('dialog', { name: '离开此页？' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await button('继续编辑').click();
  await button('移除').last().click();
  await page.getByLabel('名称', { exact: true }).fill('买过的客户');
  await button('保存').click();
  await openedSegment();
  await page.getByLabel('客户编号', { exact: true }).fill(String(known.id));
  await page.getByText('满足条件', { exact: true }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '查看成员' }).click();
  await page.waitForURL(/segment=\d+/);
  await page.locator(`tr[data-row-key="${known.id}"]`).waitFor();
});

test('every template is a live segment of the demo shop within seconds', async () => {
  const { templates } = await call('get', '/segments/templates');
  for (const { name, tree } of templates) await call('post', '/segments', { name: `${name.zh} 模板`, tree });
  const all = async () =>
    (await call('get', '/segments')).segments as { is_current: boolean; members: number }[];
  await expect
    .poll(async () => (await all()).filter((one) => one.is_current).length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(templates.length + made.length);
  expect((await all()).filter(({ members }) => members > 0).length).toBeGreaterThanOrEqual(6);
});

test('a list from a file is a segment, lies beside others, and who takes it away is on record', async () => {
  await page.goto('/shops/demo/segments');
  await button('上传名单').first().click();
  await dialog().getByLabel('名称').fill('展会名单');
  const buffer = Buffer.from(`手机号\n${known.phone}\n13900000000\n`);
  await dialog().getByLabel('文件').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
  await dialog().getByRole('button', { name: '上传', exact: true }).click();
  await openedSegment();
  await page.getByText('来自上传名单：2 行中识别出 1 行').waitFor();
  await page.goto(`/shops/demo/segments/compare?of=${made.join(',')}`);
  await page.getByRole('img', { name: '买过的客户 ∩ 展会名单: 1' }).waitFor();
  await page.getByRole('heading', { name: '两两重叠' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const taken = await page.request.get(
    `/api/shops/demo/exports/customers?format=csv&segment=${made.at(-1)}&columns=customer_id`,
  );
  expect((await taken.text()).trim().split('\n')).toHaveLength(2);
  const log = await call('get', '/compliance/audit-log?limit=20');
  const started = log.entries.filter(({ act }: { act: string }) => act === 'exports.start');
  expect(String(started[0].details.segment)).toBe(String(made.at(-1)));
});

test('a role that works on numbers is shown nobody in clear and nothing it may not do', async () => {
  const { link } = await call('post', '/invitations', { email: 'ana@example.com', role: 'analyst' });
  const analyst = await it.visit();
  const headers = { origin: new URL(page.url()).origin };
  const data = { token: link.split('#')[1], name: 'Ana', password: 'a long enough password' };
  await analyst.request.post('/api/invitations/accept', { headers, data });
  await signIn(analyst, { email: 'ana@example.com', password: data.password });
  await analyst.waitForURL((url) => url.pathname !== '/sign-in');
  await analyst.goto(`${list}/${known.id}`);
  await analyst.getByRole('heading', { name: '指标' }).waitFor();
  for (const name of ['查看明文', '合并', '打标签', '删除个人信息'])
    expect(await button(name, analyst).count(), name).toBe(0);
  // What they chose elsewhere is here: this browser has never seen them.
  for (const [name, value] of Object.entries({ 'columns.customers': ['orders', 'name'], language: 'en-US' }))
    await analyst.request.put(`/api/shops/demo/desk/settings/${name}`, { headers, data: { value } });
  await analyst.goto(list);
  await analyst.getByRole('heading', { name: 'Customers' }).waitFor();
  await analyst.locator('tbody tr[data-row-key]').first().waitFor();
  expect(await analyst.getByRole('columnheader').allTextContents()).toEqual(['Paid orders', 'Customer']);
  expect(await button('Tag all', analyst).count()).toBe(0);
  const refused = await analyst.request.post(`/api/shops/demo/customers/${known.id}/unmask`, {
    ...{ headers, data: { fields: ['phone'], reason: 'curious' } },
  });
  expect(refused.status()).toBe(403);
  await analyst.context().close();
});

test('tiers are tried on everybody before they stand, and stand on the page of a customer', async () => {
  await page.goto('/shops/demo/tiers');
  await button('从常用规则开始').click();
  expect(await button('启用并立即定级').count(), 'nothing is applied unseen').toBe(0);
  await button('试算').click();
  await button('启用并立即定级').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByLabel('银卡 起点').fill('400');
  // Who looks something up meanwhile finds the draft again.
  await page.getByRole('link', { name: '客户', exact: true }).click();
  await rows().first().waitFor();
  await page.getByRole('link', { name: '会员等级', exact: true }).click();
  expect(await page.getByLabel('银卡 起点').inputValue()).toBe('400');
  expect(await button('启用并立即定级').count(), 'what was changed since was not seen').toBe(0);
  // Everybody of a large shop takes a while: it says so, goes on while another page is looked at, and its outcome waits.
  let held = Promise.withResolvers<void>();
  await page.route('**/tiers/simulate', async (route) => {
    await held.promise;
    await route.continue();
  });
  await button('试算').click();
  await page.getByRole('progressbar', { name: '正在为全部客户试算' }).waitFor();
  await page.getByRole('link', { name: '客户', exact: true }).click();
  await rows().first().waitFor();
  held.resolve();
  await page.getByRole('link', { name: '会员等级', exact: true }).click();
  await button('启用并立即定级').waitFor();
  // What was asked of another draft is not taken for an answer about this one.
  held = Promise.withResolvers<void>();
  await button('试算').click();
  await page.getByLabel('银卡 起点').fill('500');
  const late = page.waitForResponse('**/tiers/simulate').then((it) => it.finished());
  held.resolve();
  await late;
  await page.unrouteAll({ behavior: 'wait' });
  expect(await button('启用并立即定级').count()).toBe(0);
  await button('试算').click();
  await button('启用并立即定级').click();
  await button('修改规则').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.goto(`${list}/${known.id}`);
  await page.getByRole('heading', { name: '会员等级' }).waitFor();
  await page.getByText('首次定级').waitFor();
});

test('PLUS is started on the page of a customer for money that was taken outside, once', async () => {
  const terms = {
    ...{ name: { zh: 'PLUS 月卡', en: 'PLUS monthly' }, period: 'month', trial_days: 7, points_percent: 100 },
    ...{ price: { kind: 'money', minor: 2500 }, member_prices: [], coupons: [] },
    free_shipping: { count: 2, worth_minor: 600 },
  };
  await call('post', '/plus/plans', { terms, is_offered: true });
  const year = { name: { zh: 'PLUS 年卡', en: 'PLUS yearly' }, period: 'year' };
  const price = { kind: 'money', minor: 25_000 };
  await call('post', '/plus/plans', { terms: { ...terms, ...year, price }, is_offered: true });
  await page.goto(`${list}/${known.id}`);
  await button('开通 PLUS').click();
  const start = dialog().getByRole('button', { name: '开通 PLUS' });
  expect(await start.isDisabled(), 'without a plan').toBe(true);
  await dialog().getByRole('combobox', { name: '套餐' }).click();
  await page.getByTitle('PLUS 月卡').click();
  await dialog().getByText('应付 ¥25.00').waitFor();
  expect(await start.isDisabled(), 'nothing says that it was paid').toBe(true);
  expect(await seriousFaults(page)).toEqual([]);
  await dialog().getByLabel('支付单号').fill('4200001');
  await start.click();
  await page.getByText('到期结束，不自动续费').waitFor();
  // Who has it is not started again.
  await expect.poll(() => button('开通 PLUS').count()).toBe(0);
  const { subscriptions } = await call('get', `/plus/customers/${known.id}`);
  expect(subscriptions).toMatchObject([{ state: 'active', auto_renew: false, paid: { minor: 2500 } }]);
});

test('staff use an entitlement of PLUS and give it back, change its plan with the renewal, and renew', async () => {
  const does = (name: string) => dialog().getByRole('button', { name, exact: true });
  await button('使用').click();
  await dialog().getByLabel('用于哪个订单').fill('order:77');
  expect(await seriousFaults(page)).toEqual([]);
  await does('使用').click();
  await page.getByText('免邮：剩 1 / 2').waitFor();
  await page.getByText('变动记录').click();
  await button('退回').click();
  await does('确定').click();
  await page.getByText('免邮：剩 2 / 2').waitFor();
  await page.getByText('· 已退回').waitFor();

  await button('更换套餐').click();
  expect(await does('更换套餐').isDisabled(), 'without a plan').toBe(true);
  await dialog().getByRole('combobox', { name: '套餐' }).click();
  await page.getByTitle('PLUS 年卡').click();
  await dialog().getByText('剩余价值抵扣').waitFor();
  expect(await does('更换套餐').isDisabled(), 'nothing says that the rest was paid').toBe(true);
  await dialog().getByText('续费时', { exact: true }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await does('更换套餐').click();
  await page.getByText('下期套餐：PLUS 年卡').waitFor();

  await button('续费').click();
  await dialog().getByText('应付 ¥250.00').waitFor();
  await dialog().getByLabel('支付单号').fill('4200002');
  await does('续费').click();
  // No more than one period ahead.
  await expect.poll(() => button('续费').count()).toBe(0);
  const { subscriptions } = await call('get', `/plus/customers/${known.id}`);
  expect(subscriptions).toMatchObject([
    { plan: { zh: 'PLUS 年卡' }, paid: { minor: 27_500 }, saved: { total_minor: 0 }, renewal: null },
  ]);
});

test('what was exchanged in the points mall is taken back, with its points and its stock', async () => {
  await call('put', '/points/rules', { starts_on: '2025-01-01', version: 0, rules: plainRules });
  await call('post', `/points/customers/${known.id}/adjust`, { points: 60, key: 'mall', reason: '补发积分' });
  const item = { kind: 'gift', name: '茶杯', hands_out: null, points: 40, money_minor: 0, stock: 5 };
  const listed = { ...item, most_per_customer: null, tiers: [], is_listed: true };
  const { item_id } = await call('post', '/mall/items', listed);
  const taking = { item_id, count: 1, minutes: 60, key: 'mall-1' };
  const held = await call('post', `/mall/customers/${known.id}/redeem`, taking);
  await call('post', `/mall/redemptions/${held.redemption_id}/confirm`, {});
  await page.goto('/shops/demo/mall');
  await button('退回').click();
  expect(await seriousFaults(page)).toEqual([]);
  await dialog().getByRole('button', { name: '确定', exact: true }).click();
  await page.getByText('已退回', { exact: true }).first().waitFor();
  const { items } = await call('get', '/mall/items');
  expect(items).toMatchObject([{ stock: { free: 5, gone: 0 } }]);
});

test('somebody who asked for it is erased, after a look at what goes and what stays; it leaves a receipt and a record', async () => {
  const { customers } = await call('get', '/customers?bought=yes&sort=orders&limit=3');
  const ids: number[] = customers.map((row: { customer_id: number }) => row.customer_id);
  const gone = ids.find((id) => id !== known.id && id !== other)!;
  await page.goto(`${list}/${gone}`);
  await button('删除个人信息').click();
  await dialog()
    .getByRole('cell', { name: /电子商务法/ })
    .first()
    .waitFor();
  await dialog().getByRole('cell', { name: '删除', exact: true }).first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const erase = dialog().getByRole('button', { name: '永久删除' });
  await dialog().getByLabel('理由').fill('本人来电要求删除');
  await dialog()
    .getByLabel(/^输入客户编号/)
    .fill(String(known.id));
  expect(await erase.isDisabled(), 'by the number of somebody else').toBe(true);
  await dialog()
    .getByLabel(/^输入客户编号/)
    .fill(String(gone));
  await erase.click();
  await dialog().getByText('以下编号可作为答复客户的凭据').waitFor();
  expect(await dialog().getByRole('link', { name: '查看审计记录' }).getAttribute('href')).toContain(
    `subject=customer%3A${gone}`,
  );
  await button('返回客户列表').click();
  await page.waitForURL((url) => url.pathname === list);
  expect((await page.request.get(`/api/shops/demo/customers/${gone}`)).status()).toBe(404);
  const { entries } = await call('get', `/compliance/audit-log?subject=customer:${gone}&limit=5`);
  expect(entries).toContainEqual(
    expect.objectContaining({ act: 'compliance.erase', reason: '本人来电要求删除' }),
  );
});

test('nothing was thrown or printed as an error on the way', () => {
  expect(it.complaints).toEqual([]);
});

test('a member opens their page from a link on a phone: points, inbox, consents, a request', async () => {
  const item = {
    kind: 'coupon',
    name: '满 100 减 10',
    hands_out: null,
    points: 40,
    money_minor: 0,
    stock: 5,
  };
  await call('post', '/mall/items', { ...item, most_per_customer: 1, tiers: [], is_listed: true });
  await call('post', `/points/customers/${other}/adjust`, {
    points: 60,
    key: 'gift',
    reason: '开业赠送积分',
  });
  const terms = {
    ...{ name: { zh: 'PLUS 月卡', en: 'PLUS monthly' }, period: 'month', points_percent: 200 },
    ...{ price: { kind: 'money', minor: 2500 }, trial_days: 7, coupons: [] },
    member_prices: [{ name: { zh: '九折', en: '10% off' }, percent: 90, category: [] }],
    free_shipping: { count: 5, worth_minor: 600 },
  };
  await call('post', '/plus/plans', { terms, is_offered: true });
  const { url } = await call('post', '/member/links', { customer: other });
  const phone = await it.visit('zh-CN', { width: 390, height: 844 });
  await phone.goto(url);
  await phone.getByRole('heading', { name: '会员中心' }).waitFor();
  await phone.getByText('每期包邮 5 次').waitFor();
  expect(await seriousFaults(phone)).toEqual([]);
  const width = await phone.evaluate('document.documentElement.scrollWidth');
  expect(width).toBe(390);
  // A page that is left takes the request it was about to send along.
  const said = phone.waitForResponse((one) => one.request().method() !== 'GET');
  await phone.getByLabel('接收营销消息').check();
  expect((await said).ok()).toBe(true);
  await phone.reload();
  await expect.poll(() => phone.getByLabel('接收营销消息').isChecked()).toBe(true);
  phone.on('dialog', (it) => void it.accept());
  await phone.getByRole('button', { name: '兑换 满 100 减 10' }).click();
  await phone.getByText('已达上限').waitFor();
  await phone.getByText('已兑换').waitFor();
  await phone.getByRole('button', { name: '申请我的数据副本' }).click();
  await phone.getByText('处理中').waitFor();
  await phone.goto('/member#0.0.0.x');
  await phone.reload();
  await phone.getByRole('alert').waitFor();
  await phone.close();
});
