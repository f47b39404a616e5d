import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenConsole, openConsole, seriousFaults } from './open-console.ts';
import { type PlainFacts, plainFacts, rowsOfOneIn } from './plain-retail.ts';

/**
 * Somebody who has never seen Shuke and reads no guide: looks at the demo shop, drops a real file of orders on the
 * import, and reads off what there is to know. Goes by what is on screen only, and what it says is held against the
 * plain sums of the file.
 */

const uci = fileURLToPath(new URL('../../../shared/data/uci_online_retail.csv.gz', import.meta.url));

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
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true });

/** Real orders of one customer in twelve, over all months. UCI_ONE_IN=1: of everybody, guests too. */
const part = existsSync(uci)
  ? rowsOfOneIn(gunzipSync(readFileSync(uci)).toString('utf8'), Number(process.env.UCI_ONE_IN ?? 12))
  : '';

/** Lets go of a file over a place of the page, as a hand does that took it from a folder. */
async function drop(place: Locator, name: string, content: Buffer): Promise<void> {
  const carried = await page.evaluateHandle(
    ([file, base64]) => {
      const bytes = Uint8Array.from(atob(base64!), (sign) => sign.charCodeAt(0));
      // biome-ignore lint/suspicious/noExplicitAny: the browser's own, which the server's types know nothing of
      const { DataTransfer, File } = globalThis as any;
      const data = new DataTransfer();
      data.items.add(new File([bytes], file));
      return data;
    },
    [name, content.toString('base64')],
  );
  await place.dispatchEvent('dragover', { dataTransfer: carried });
  await place.dispatchEvent('drop', { dataTransfer: carried });
}

/** As the console and the server write pounds to a reader of Chinese. */
const pounds = (pence: number): string =>
  new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'GBP' }).format(pence / 100);

test('the demo shop is chosen in the set-up, filled with progress, and entered', {
  timeout: 300_000,
}, async () => {
  await page.goto(it.setup.url);
  await page.getByLabel('姓名').fill('林');
  await page.getByLabel('邮箱').fill('lin@example.com');
  await page.getByLabel('密码', { exact: true }).fill('a long enough password');
  await page.getByRole('radio', { name: /先看演示店铺/ }).check();
  expect(await page.getByLabel('店铺名称').count()).toBe(0);
  await button('完成设置').click();
  await page.getByRole('heading', { name: '正在准备演示店铺' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.waitForURL('/shops/demo/overview', { timeout: 240_000 });
  await page.getByRole('article').first().waitFor();
  await page.getByText(/^最高：/).waitFor();
});

describe.skipIf(part === '')('a stranger (skipped without shared/data)', () => {
  let facts: PlainFacts;
  beforeAll(() => {
    facts = plainFacts(part);
  });

  test('drops a file of orders in pounds, opens the shop that is offered for it, and imports it there', async () => {
    await link('导入').click();
    await button('导入文件').first().click();
    const zone = page.getByText('把文件拖到这里，或点击选择');
    await drop(zone, 'uci_online_retail.csv.gz', gzipSync(part));
    await page
      .getByText(/UCI 在线零售/)
      .first()
      .waitFor();
    await link('开一家以 GBP 结算的店铺').click();
    await page.getByText('Europe/London').waitFor();
    await page.getByLabel('店铺名称').fill('英伦礼品');
    await button('开设店铺').click();
    // The same file, without being asked for it again.
    await page.getByRole('heading', { name: '读取方式' }).waitFor();
    await page
      .getByText(/UCI 在线零售/)
      .first()
      .waitFor();
    expect(await page.getByText('开一家以 GBP 结算的店铺').count()).toBe(0);
    await button('开始导入').click();
    await page.getByText('已完成', { exact: true }).first().waitFor();
  });

  test('reads off the month of most net sales', async () => {
    await link('查看经营概览').click();
    await page.getByText('本期没有订单').waitFor();
    await button('查看全部数据').click();
    const best = await page.getByText(/^最高：/).textContent();
    expect(best).toContain(facts.bestMonth);
    await page.getByRole('region', { name: '净销售额与支付买家数' }).getByText('以表格查看').click();
    const row = page.getByRole('row').filter({ hasText: facts.bestMonth });
    await row.filter({ hasText: pounds(facts.bestPence) }).waitFor();
  });

  test('reads off how many customers at risk are worth most, and who they are', async () => {
    const task = page.getByRole('article', { name: '挽回预警的高价值客户' });
    const reason = await task.getByText(/贡献了/).textContent();
    expect(reason).toContain(`截至最后一笔订单的 ${facts.lastDay}：${facts.atRisk.length} 位`);
    expect(reason).toContain(pounds(facts.atRiskPence));
    await task.getByRole('link', { name: '查看这些客户' }).click();
    await page.getByText('截至', { exact: false }).first().waitFor();
    const names = page.locator('tbody tr[data-row-key] a');
    await expect.poll(() => names.allTextContents()).toEqual(facts.atRisk);
  });

  test('reads the same in English', async () => {
    await button(/^语言/).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('button', { name: 'Show everything' }).click();
    const [year, month] = facts.bestMonth.split('-').map(Number);
    const name = new Date(Date.UTC(year!, month! - 1)).toLocaleDateString('en-US', {
      ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
    });
    expect(await page.getByText(/^Highest: /).textContent()).toContain(name);
    const task = page.getByRole('article', { name: 'Win back high-value customers at risk' });
    await task.getByText(`${facts.atRisk.length} customers of the best fifth`).waitFor();
    await task.getByRole('link', { name: 'See these customers' }).click();
    await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(facts.atRisk.length);
    expect(await seriousFaults(page)).toEqual([]);
  });

  test('has seen no error on the way', () => {
    expect(it.complaints).toEqual([]);
  });
});
