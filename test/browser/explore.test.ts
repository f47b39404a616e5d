import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenConsole, openConsole, seriousFaults } from './open-console.ts';

/** A walk through Explore: asked by keyboard and by dragging, saved, shared, put on a dashboard, taken as a file. */

let it: OpenConsole;
let page: Page;

beforeAll(async () => {
  it = await openConsole([]);
  page = await it.visit();
}, 300_000);
afterAll(async () => {
  await it?.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Figures of a row of the table, without the commas between their thousands. */
const row = async (name: string) => {
  const cells = page.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell');
  return (await cells.allTextContents()).map((it) => it.replaceAll(',', ''));
};

test('an installation is set up to look at the demo shop; killed in the middle, it goes on and arrives', async () => {
  await page.goto(it.setup.url);
  await page.getByLabel('姓名').fill('梅');
  await page.getByLabel('邮箱').fill('mei@example.com');
  await page.getByLabel('密码', { exact: true }).fill('a long enough password');
  await page.getByLabel(/先看演示店铺/).check();
  await button('完成设置').click();
  await page.getByRole('heading', { name: '正在准备演示店铺' }).waitFor();
  await page.getByText('写入店铺').waitFor();
  await it.server.killServer();
  await it.server.start([]);
  await page.waitForURL((url) => url.pathname === '/shops/demo/overview', { timeout: 180_000 });
  await page.getByRole('heading', { level: 1, name: '概览' }).waitFor();
  await page.locator('canvas').first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
}, 300_000);

test('whoever is new clicks a question and has an answer', async () => {
  await page.goto('/shops/demo/explore');
  await button(/^本月各省净销售额/).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await button(/^RFM 各组贡献/).click();
  await page.locator('canvas').waitFor();
  await button('撤销').click();
  await button(/^RFM 各组贡献/).waitFor();
  await button('重做').click();
  await page.locator('canvas').waitFor();
});

test('a table is made with the keyboard alone, and its totals are counted', async () => {
  await page.goto('/shops/demo/explore');
  await page.getByRole('textbox', { name: '搜索指标和维度' }).fill('买家');
  await button('支付买家数').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '搜索指标和维度' }).fill('');
  await button('添加 一级类目').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '放到行' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: '时间范围' }).focus();
  await page.keyboard.press('Enter');
  await page.getByTitle('近 365 天').click();
  await page.getByRole('combobox', { name: '图形' }).click();
  await page.getByTitle('表格', { exact: true }).click();
  await page.getByRole('rowheader', { name: '合计' }).waitFor();
  const [home] = await row('家居');
  const [baby] = await row('母婴');
  const [total] = await row('合计');
  expect(Number(total)).toBeGreaterThan(0);
  // Who bought both stands in both and is one in the total.
  expect(Number(total)).toBeLessThan(Number(home) + Number(baby));
  // A list that is still closing is not yet what it will be.
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await expect.poll(() => open.count(), { timeout: 20_000 }).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
});

test('a field is dragged to a shelf, and a cell opens exactly the people it counts', async () => {
  await page
    .getByRole('listitem')
    .filter({ hasText: /^月$/ })
    .dragTo(page.getByRole('region', { name: '列' }));
  await page.getByRole('columnheader', { name: '合计' }).waitFor();
  expect(new URL(page.url()).searchParams.get('view')).toContain('"columns":["month"]');
  const cell = page.getByRole('row', { name: /^合计/ }).getByRole('link').last();
  const count = await cell.textContent();
  await cell.click();
  await page.waitForURL((url) => url.pathname.endsWith('/customers'));
  const filter = new URL(page.url()).search;
  const counted = await page.request.get(`/api/shops/demo/customers/count${filter}`);
  expect(await counted.json()).toMatchObject({ customers: Number(count?.replaceAll(',', '')) });
  await page.goBack();
});

test('it is saved, shared, put on a dashboard, and leaves as a file', async () => {
  await button('保存').click();
  await page.getByLabel('图表名称').fill('各类目买家');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { level: 1, name: '各类目买家' }).waitFor();
  await button('共享').click();
  await button('取消共享').waitFor();
  await button('重命名').click();
  await page.getByLabel('新名称').fill('各类目的买家');
  await page.getByRole('dialog').getByRole('button', { name: '重命名' }).click();
  await page.getByRole('heading', { level: 1, name: '各类目的买家' }).waitFor();
  await button('加到看板').click();
  await page.getByRole('menuitem', { name: '新建看板' }).click();
  await page.getByText('已添加到看板').waitFor();
  await page.goto('/shops/demo/dashboards');
  await page.getByRole('link', { name: '各类目的买家' }).click();
  await page.getByRole('rowheader', { name: '合计' }).waitFor();
  await button('调整布局').click();
  await button('变宽: 各类目的买家').click();
  await page.locator('[aria-busy=false] > section[style*="width: 2"]').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const coming = page.waitForEvent('download');
  await button('导出 各类目的买家').click();
  await page.getByRole('menuitem', { name: 'CSV 表格' }).click();
  const file = await (await coming).path();
  const [head, first] = (await readFile(file, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/);
  expect(head).toMatch(/^一级类目,.*合计 \/ 支付买家数$/);
  expect(first!.split(',').length).toBe(head!.split(',').length);
  const picture = page.waitForEvent('download');
  await button('导出 各类目的买家').click();
  await page.getByRole('menuitem', { name: 'PNG 图片' }).click();
  const drawn = await readFile(await (await picture).path());
  expect(drawn.subarray(1, 4).toString()).toBe('PNG');
  // Wider than the table on screen by the sharpness it is drawn at.
  expect(drawn.readUInt32BE(16)).toBeGreaterThan(300);
});

test('a dashboard that is deleted comes back as it was, or goes when the page is left', async () => {
  const titles = async () => {
    const answer = await page.request.get('/api/shops/demo/dashboards');
    return (await answer.json()).dashboards.map((board: { title: string }) => board.title);
  };
  const board = page.getByRole('link', { name: '各类目的买家' });
  await button('删除').click();
  await page.waitForURL((url) => url.pathname.endsWith('/dashboards'));
  await button('撤销').waitFor();
  expect(await board.count()).toBe(0);
  await button('撤销').click();
  await board.click();
  await page.getByRole('rowheader', { name: '合计' }).waitFor();
  await button('删除').click();
  await button('撤销').waitFor();
  expect(await titles()).toContain('各类目的买家');
  await page.goto('/shops/demo/dashboards');
  await expect.poll(titles).not.toContain('各类目的买家');
});

test('a cohort opens the customers of its cell, and its triangle leaves as a file', async () => {
  await page.goto('/shops/demo/cohorts?show=total');
  const triangle = page.getByRole('table', { name: '同期群', exact: true }).first();
  const cell = triangle.getByRole('row').nth(1).getByRole('link').nth(2);
  await cell.waitFor();
  await page.locator('canvas').nth(1).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const count = (await cell.textContent())?.replaceAll(/[,*]/g, '');
  await cell.click();
  await page.waitForURL((url) => url.pathname.endsWith('/customers'));
  const counted = await page.request.get(`/api/shops/demo/customers/count${new URL(page.url()).search}`);
  expect(await counted.json()).toMatchObject({ customers: Number(count) });
  await page.goBack();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出' }).click();
  expect((await coming).suggestedFilename()).toMatch(/cohorts.*\.xlsx$/);
});

test('what will be sold is shown with its interval, and what to order leads back to it', async () => {
  await page.goto('/shops/demo/forecast');
  await page.getByRole('rowheader', { name: /同期法/ }).waitFor();
  await page.locator('canvas').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByText('补货建议', { exact: true }).click();
  await page.getByRole('rowheader').first().getByRole('link').click();
  await page.waitForURL((url) => url.searchParams.get('subject')?.startsWith('product:') ?? false);
  await page.locator('canvas').waitFor();
  expect(it.complaints).toEqual([]);
});

test('a funnel begins with events of the shop, keeps its steps in the address, and a drop opens exactly its people', async () => {
  await page.goto('/shops/demo/funnels?days=last-365');
  const bars = page.getByRole('region', { name: '各步骤转化' });
  await bars.getByRole('row', { name: /完成下单/ }).waitFor();
  await button('删除第 2 步').click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('steps'))
    .toBe('Product Viewed,Checkout Started,Order Completed');
  await bars.getByRole('row', { name: /3\. 完成下单/ }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const drop = bars
    .getByRole('row', { name: /1\. 浏览商品/ })
    .getByRole('link')
    .last();
  const left = (await drop.textContent())!.split(' · ')[0]!;
  await drop.click();
  await page.waitForURL((url) => url.pathname.endsWith('/customers'));
  const counted = await page.request.get(`/api/shops/demo/customers/count${new URL(page.url()).search}`);
  expect(await counted.json()).toMatchObject({ customers: Number(left.replaceAll(',', '')) });
  await page.getByText('行为: 漏斗中的客户').first().waitFor();
  await page.goto('/shops/demo/paths?days=last-365&event=Product%20Added');
  await page.locator('canvas').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: '流失' }).click();
  await page.getByText('涉及金额').first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect(it.complaints).toEqual([]);
});
