import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uciFile } from '../import-fixture.ts';
import { type OpenConsole, openConsole, seriousFaults, tabTo } from './open-console.ts';

/** The first hour of a merchant: setting up, importing files of three kinds, taking one back; and the pages of settings. */

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

const uci = fileURLToPath(new URL('../../../shared/data/uci_online_retail.csv.gz', import.meta.url));

/** The first 1,500 rows of the real file where it is there, and one that no import can use. */
function realSlice(): string {
  const made = () => uciFile(Array.from({ length: 1500 }, (_, n) => ({ invoice: String(n) })));
  const whole = existsSync(uci) ? gunzipSync(readFileSync(uci)).toString('utf8') : made();
  const lines = whole.split('\n').slice(0, 1501);
  return `${lines.join('\n')}\n999999,A,X,one,2011-01-01 08:00:00,1.00,1.0,France\n`;
}

async function choose(name: string, content: string | Buffer): Promise<void> {
  await page.goto('/shops/mei-home/imports/new');
  const buffer = Buffer.from(content);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('heading', { name: '读取方式' }).waitFor();
}

/** What stands under the figures of an import or a dry run, but for their names and whom the shop knew. */
async function figures(): Promise<string[]> {
  const all = await page.locator('dl dd').allTextContents();
  return all.slice(0, 6).map((text) => /^[\d,.]*/.exec(text)![0]);
}

/** Begins the import and waits for its end; what the page shows then. */
async function imported(): Promise<void> {
  await button('开始导入').click();
  await page.waitForURL(/\/imports\/\d+$/);
  await page.getByText('已完成', { exact: true }).first().waitFor();
}

test('an installation without accounts is set up with the code of the terminal, and begins with an import', async () => {
  await page.goto('/');
  await page.waitForURL((url) => url.pathname === '/setup');
  await page.goto(it.setup.url);
  expect(await page.getByLabel('设置码').inputValue()).toBe(it.setup.code);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByLabel('姓名').fill('梅');
  await page.getByLabel('邮箱').fill('mei@example.com');
  await page.getByLabel('密码', { exact: true }).fill('a long enough password');
  await page.getByLabel('店铺名称').fill('梅子家居 Mei Home');
  await button('完成设置').click();
  await page.waitForURL('/shops/mei-home/imports/new');
  expect(await seriousFaults(page)).toEqual([]);
});

test('a real file is recognised, tried, imported; its rejects are a table; the import is taken back', async () => {
  await choose('uci_online_retail.csv.gz', gzipSync(realSlice()));
  await page.getByText(/UCI 在线零售/).waitFor();
  await page.getByText('→ 订单号').waitFor();
  const chooseAgain = page.getByText('请再选一次这个文件');
  expect(await chooseAgain.count(), 'the file is at hand').toBe(0);
  await page.reload();
  await chooseAgain.waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await button('试运行').click();
  await page.getByText('试运行完成：1 行无法使用').waitFor();
  await page.getByText(/金额是 GBP，本店以 CNY 结算/).waitFor();
  const other = page.getByRole('link', { name: '开一家以 GBP 结算的店铺' });
  expect(await other.getAttribute('href')).toBe('/open-shop?currency=GBP&zone=Europe%2FLondon&begin=import');
  // A wide file scrolls in its card, its faults included: it must not push the page aside.
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  const foretold = await figures();
  expect(await (await page.request.get('/api/shops/mei-home/imports')).json()).toMatchObject({ imports: [] });
  await imported();
  expect(await figures()).toEqual(foretold);
  await page.getByRole('cell', { name: 'one', exact: true }).waitFor();
  await page.getByText('不是整数').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await button('撤销导入').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('其他导入也说过的会保留').waitFor();
  await dialog.getByRole('button', { name: '撤销导入' }).click();
  await page.getByText('已撤销', { exact: true }).first().waitFor();
});

test('an export in GB18030 shows its own words; another encoding does not', async () => {
  const columns = '商品,订单号,订单状态,商品总价(元),用户实付金额(元),商品数量(件),支付时间';
  const row = '保温杯,240102-123456789012345,已签收,59.80,51.80,2,2024-01-02 10:00:00';
  await choose('拼多多订单.csv.gz', gzipSync(iconv.encode(`${columns}\r\n${row}\r\n`, 'gb18030')));
  await page.getByText(/拼多多订单导出/).waitFor();
  await page.getByRole('cell', { name: '保温杯' }).waitFor();
  await page.getByLabel('编码').selectOption('windows-1252');
  await page.getByText('没有现成的格式能读取这个文件').waitFor();
  await page.getByLabel('编码').selectOption('');
  await page.getByRole('cell', { name: '保温杯' }).waitFor();
  await imported();
});

const till =
  '小票,门店时间,情况,实收额,手机\nA1,2024-05-01 10:00,已收款,12.50,13800138000\nA2,2024-05-01 11:00,作废,3.00,\n';

test('columns nobody knows are mapped by hand, the mapping is saved, and offered when such a file comes again', async () => {
  await choose('till.csv', till);
  await page.getByLabel(/自己对应各列/).click();
  await page.getByText('还缺：订单号').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const becomes = (column: string) => page.getByLabel(`“${column}”对应为`);
  await becomes('小票').selectOption('field:order_no');
  await becomes('门店时间').selectOption('field:created_at');
  await becomes('实收额').selectOption('field:paid');
  await becomes('情况').selectOption('field:state');
  await page.getByLabel('已收款').selectOption('paid');
  await page.getByLabel('作废').selectOption('cancelled');
  expect(await becomes('手机').inputValue()).toBe('identity:phone');
  await page.getByText('→ 订单状态').waitFor();
  await button('保存映射').click();
  await page.getByText(/映射 till 已保存/).waitFor();
  await imported();
  await choose('till-2.csv', till.replaceAll('A', 'B'));
  expect(await page.getByLabel(/till/).isChecked()).toBe(true);
  await page.getByText('本店映射').waitFor();
  await imported();
});

const gone = /连不上服务器/;

test('the server is killed while columns are mapped: nothing of it is lost, and the page goes on', async () => {
  await choose('gone.csv', till.replaceAll('A', 'D'));
  await page.getByLabel(/自己对应各列/).click();
  const becomes = (column: string) => page.getByLabel(`“${column}”对应为`);
  await becomes('小票').selectOption('field:order_no');
  await it.server.killServer();
  await becomes('门店时间').selectOption('field:created_at');
  await becomes('实收额').selectOption('field:paid');
  await page.getByText(gone).first().waitFor();
  await page.getByLabel(/映射名称/).fill('after-the-fall');
  await it.server.start([]);
  await page.getByText(gone).first().waitFor({ state: 'detached' });
  expect(await becomes('小票').inputValue()).toBe('field:order_no');
  expect(await becomes('实收额').inputValue()).toBe('field:paid');
  await button('保存映射').click();
  await page.getByText(/映射 after-the-fall 已保存/).waitFor();
});

test('the server is killed in the middle of an import: the page says so, waits, and shows its end', async () => {
  const rows = Array.from({ length: 16_000 }, (_, n) => ({ invoice: `K${n}`, customer: `${n % 900}.0` }));
  await choose('long.csv.gz', gzipSync(uciFile(rows).replaceAll('K', '7')));
  await button('开始导入').click();
  await page.waitForURL(/\/imports\/\d+$/);
  await page.getByText('导入中', { exact: true }).first().waitFor();
  await it.server.killServer();
  await page.getByText(gone).first().waitFor();
  await it.server.start([]);
  await page.getByText('已完成', { exact: true }).first().waitFor({ timeout: 120_000 });
  expect((await figures())[0]).toBe('16,000');
});

test('by keyboard alone: to the wizard, through an import, and back out of it', async () => {
  await page.goto('/shops/mei-home/imports');
  const press = async (name: string, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
    await tabTo(page, button(name).first(), key);
    await page.keyboard.press('Enter');
  };
  await button('导入文件').first().waitFor();
  await press('导入文件');
  const field = page.locator('input[type=file]');
  await field.waitFor({ state: 'attached' });
  await tabTo(page, field);
  // What the system's own window for files does.
  const buffer = Buffer.from(uciFile([{ invoice: '880001' }]));
  await field.setInputFiles({ name: 'keys.csv', mimeType: 'text/csv', buffer });
  await page.getByText('→ 订单号').waitFor();
  await press('开始导入');
  await page.waitForURL(/\/imports\/\d+$/);
  await page.getByText('已完成', { exact: true }).first().waitFor();
  await press('撤销导入');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: '撤销导入' }));
  await page.keyboard.press('Enter');
  await page.getByText('已撤销', { exact: true }).first().waitFor();
});

test('a saved mapping is renamed, taken as a file, and deleted', async () => {
  await page.goto('/shops/mei-home/imports');
  await page.getByRole('cell', { name: 'UCI 在线零售' }).first().waitFor();
  const row = page.getByRole('row', { name: /after-the-fall/ });
  await row.getByRole('button', { name: '重命名' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/映射名称/)
    .fill('shop-till');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  const coming = page.waitForEvent('download');
  await button('下载 JSON：shop-till').click();
  const file = await (await coming).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'shop-till', of: 'orders' });
  expect(await seriousFaults(page)).toEqual([]);
  await page
    .getByRole('row', { name: /shop-till/ })
    .getByRole('button', { name: '删除' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await page.getByRole('row', { name: /shop-till/ }).waitFor({ state: 'detached' });
});

test('a file left waiting is found again from the list', async () => {
  await choose('later.csv', till);
  await page.goto('/shops/mei-home/imports');
  await page.getByRole('link', { name: 'later.csv' }).click();
  await page.getByRole('heading', { name: '读取方式' }).waitFor();
  await button('换一个文件').click();
  await page.getByText('把文件拖到这里，或点击选择').waitFor();
});

test('an upload goes on while another page is looked at, and waits on the list', async () => {
  await page.goto('/shops/mei-home/imports/new');
  const { promise: isLet, resolve: letGo } = Promise.withResolvers<void>();
  await page.route('**/uploads', async (route) => {
    if (route.request().method() === 'POST') await isLet;
    await route.continue();
  });
  const file = { name: 'on-its-way.csv', mimeType: 'text/csv', buffer: Buffer.from(till) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('请不要关闭这个标签页').waitFor();
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.getByRole('link', { name: '正在上传 on-its-way.csv' }).waitFor();
  await page.getByRole('link', { name: '后台任务' }).click();
  await page.getByRole('heading', { name: '后台任务', level: 1 }).waitFor();
  letGo();
  await page.getByText('on-its-way.csv 已上传').waitFor();
  await page.unroute('**/uploads');
  await page.getByRole('link', { name: '导入', exact: true }).click();
  await page.getByRole('link', { name: 'on-its-way.csv', exact: true }).click();
  await page.getByRole('heading', { name: '读取方式' }).waitFor();
  await button('换一个文件').click();
});

test('a source gets a key with its lines to paste; somebody is invited by a link', async () => {
  await page.goto('/shops/mei-home/keys');
  await button('新建来源').click();
  await page.getByRole('dialog').getByLabel('名称').fill('官网');
  await page.getByRole('dialog').getByLabel('来源').fill('site');
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
  const made = page.getByRole('dialog', { name: '密钥已建立' });
  const key = (await made.locator('pre').first().textContent())!;
  expect(key).toMatch(/^swk_/);
  expect(await made.locator('pre').last().textContent()).toContain(`/analytics.js/v1/${key}/`);
  expect(await seriousFaults(page)).toEqual([]);
  await made.getByRole('button', { name: '已保存' }).click();
  await page.goto('/shops/mei-home/staff');
  await button('邀请员工').click();
  await page.getByRole('dialog').getByLabel('邮箱').fill('li@example.com');
  await page.getByRole('dialog').getByRole('button', { name: '邀请员工' }).click();
  await page
    .getByRole('dialog', { name: '邀请链接' })
    .getByText(/invitation#/)
    .waitFor();
});

test.each([
  ['customers/dictionary', '数据字典'],
  ['jobs', '后台任务'],
  ['compliance/notices', '授权与联系规则'],
  ['compliance/retention', '数据保留'],
  ['compliance/audit-log', '审计日志'],
  ['../../system', '系统状态'],
])('%s shows what is there, without a serious fault', async (path, title) => {
  await page.goto(new URL(path, `${it.server.url}/shops/mei-home/`).pathname);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.locator('table, dl').first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
});

test('a built-in trait is called otherwise and hidden, and shown again', async () => {
  await page.goto('/shops/mei-home/customers/dictionary');
  const tier = page.getByRole('row').filter({ hasText: 'preferred-size' });
  await tier.getByRole('button', { name: '修改' }).click();
  await page.getByRole('dialog').getByLabel('中文名称').fill('鞋码');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await tier.filter({ hasText: '鞋码' }).getByRole('button', { name: '隐藏' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '隐藏' }).click();
  await tier.getByText('已隐藏').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tier.getByRole('button', { name: '显示', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '显示', exact: true }).click();
  await tier.getByText('已隐藏').waitFor({ state: 'detached' });
});

test('the audit log names who did what, leaves what one person did, and is whole', async () => {
  await page.goto('/shops/mei-home/compliance/audit-log');
  await page
    .getByRole('row')
    .filter({ hasText: '新建密钥' })
    .getByRole('button', { name: '梅', exact: true })
    .click();
  await page.waitForURL((url) => url.searchParams.get('actor')?.startsWith('user:') === true);
  await button('恢复查看所有人').click();
  await page.waitForURL((url) => !url.searchParams.has('actor'));
  await button('校验日志').click();
  await page.getByText(/完整：\d+ 条均与写入时一致/).waitFor();
});

test('nothing was printed as an error on the way', () => {
  expect(it.complaints).toEqual([]);
});
