import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { openPlatform } from '../../src/platform/open-platform.ts';
import { mirrored } from '../import-fixture.ts';

/** The path the README walks a newcomer along, with the real programs on the real files: nothing is called directly. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const uci = join(data, 'uci_online_retail.csv.gz');
const cdnow = join(data, 'CDNOW_master.txt');
const sample = join(data, 'CDNOW_sample.txt');
const UCI = ['import', uci, '--preset', 'uci-online-retail', '--shop', 'uci'];

// biome-ignore lint/suspicious/noExplicitAny: documents of the command line, asserted field by field
type Document = any;

let folder: string;
let server: ChildProcess;

const environment = () => ({
  ...process.env,
  SHUKE_DATA: join(folder, 'data'),
  SHUKE_PORT: '0',
  SHUKE_LOG_LEVEL: 'error',
  LANG: 'C.UTF-8',
});

/** The package's own scripts, typed in another folder: file names are meant from there. */
function npm(...args: string[]): ChildProcess {
  const words = ['--prefix', root, ...args, '--json'];
  return spawn('npm', words, { env: environment(), cwd: folder, detached: true });
}

/** What that script starts, without the half second of npm itself: for the forty calls behind the first. */
function launch(...args: string[]): ChildProcess {
  const words = [join(root, 'scripts/launch.mjs'), ...args, '--json'];
  return spawn(process.execPath, words, { env: environment(), cwd: folder });
}

const shuke = (...args: string[]): Promise<Document> => answerOf(launch(...args));

async function answerOf(child: ChildProcess): Promise<Document> {
  let [out, err] = ['', ''];
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

/** Resolves with the first line of stdout: the server's answer when it serves. */
function served(child: ChildProcess): Promise<Document> {
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout!.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0]!));
    });
    child.on('close', (code) => reject(new Error(`ended with ${code} before it served`)));
  });
}

async function pressCtrlC(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.on('close', resolve));
  process.kill(-child.pid!, 'SIGINT');
  await ended;
}

describe.skipIf(!existsSync(uci) || !existsSync(cdnow))('a new user (skipped without shared/data)', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuke-new-user-'));
    await chmod(folder, 0o711);
    server = npm('-s', 'start', '--');
    await served(server);
  }, 120_000);
  afterAll(async () => {
    if (server.exitCode === null && server.signalCode === null) await pressCtrlC(server);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('imports the UCI file through the live server while the demo shop is being filled', {
    timeout: 600_000,
  }, async () => {
    const [, , ...where] = UCI;
    const words = ['import', relative(folder, uci), ...where];
    const first = await answerOf(npm('run', '-s', 'shuke', '--', ...words));
    expect(first).toMatchObject({
      ...{ rows: 541_909, accepted: 541_909, rejected: 0, duplicates: 0, events: 0, refunds: 3_836 },
      customers: { created: 4_372, updated: 0 },
      orders: { created: 25_900 - 3_836 - 3, updated: 0 },
      lines: 541_909 - 3,
      amount_minor: { GBP: 974_774_793 },
      reject_file: null,
    });
  });

  // In CI the repeat is a twentieth of the file, looked at line by line: ingest/imports/public-imports.test.ts.
  it.skipIf(process.env.CI)('the same file again changes nothing', { timeout: 600_000 }, async () => {
    const again = await shuke(...UCI);
    expect(again).toMatchObject({
      rows: 541_909,
      accepted: 0,
      rejected: 0,
      duplicates: 541_909,
      amount_minor: {},
      customers: { created: 0, updated: 0 },
      orders: { created: 0, updated: 0 },
    });
  });

  it('reads months and groups from it', { timeout: 120_000 }, async () => {
    const months = ['--from', '2010-12-01', '--to', '2011-12-31', '--by', 'month', '--shop', 'uci'];
    const gmv = await shuke('metrics', '--measure', 'gmv', ...months);
    const refunds = await shuke('metrics', '--measure', 'refunds', ...months);
    const net = await shuke('metrics', '--measure', 'net-sales', ...months);
    expect(net.rows).toHaveLength(13);
    for (const [i, row] of net.rows.entries())
      expect(row.value).toBe(gmv.rows[i].value - refunds.rows[i].value);
    const best = net.rows.reduce((one: Document, other: Document) => (other.value > one.value ? other : one));
    expect(best.period).toBe('2011-11');
    const rfm = await shuke('rfm', '--as-of', '2011-12-31', '--shop', 'uci');
    expect(rfm.as_of).toBe('2011-12-31');
    expect(rfm.groups).toHaveLength(8);
    const customers = rfm.groups.reduce((sum: number, group: Document) => sum + group.customers, 0);
    expect(customers).toBe(rfm.cells.reduce((sum: number, cell: Document) => sum + cell.customers, 0));
    // Everybody with a number and an order above nothing; the file's other numbers only ever cancelled.
    expect(customers).toBe(4_338);
  });

  it('imports CDNOW into a shop of its own: the master, then the sample, which is part of it', {
    timeout: 300_000,
  }, async () => {
    const CDNOW = ['--preset', 'cdnow', '--shop', 'cdnow'];
    expect(await shuke('import', cdnow, ...CDNOW)).toMatchObject({
      ...{ rows: 69_659, accepted: 69_659 },
      customers: { created: 23_570, updated: 0 },
      orders: { created: 69_659, updated: 0 },
      amount_minor: { USD: 250_031_563 },
    });
    expect(await shuke('import', sample, ...CDNOW)).toMatchObject({
      ...{ rows: 6_919, accepted: 0, duplicates: 6_919 },
      customers: { created: 0, updated: 0 },
    });
  });

  it('fits the models of value to the published figures, imported as anybody would', {
    timeout: 300_000,
  }, async () => {
    const own = ['--shop', 'cdnow-sample'];
    await shuke('import', sample, '--preset', 'cdnow', ...own);
    const published = {
      'bg-nbd': [{ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, -9582.4],
      'pareto-nbd': [{ r: 0.5533, alpha: 10.577, s: 0.6062, beta: 11.67 }, -9594.98],
      'mbg-nbd': [{ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, null],
      'gamma-gamma': [{ p: 6.25, q: 3.74, gamma: 15.44 }, -4055.92],
    } as const;
    for (const [model, [parameters, log]] of Object.entries(published)) {
      const days = ['--calibration-end', '1997-09-30', '--as-of', '1998-06-30'];
      const fitted = await shuke('value', 'fit', '--model', model, '--unit', 'week', ...days, ...own);
      expect(fitted).toMatchObject({ model, unit: 'week', calibration_end: '1997-09-30' });
      // 1 in 1,000, and no nearer than the digits that were printed.
      const near = (found: number, printed: number) => {
        const lastDigit = 10 ** -(String(printed).split('.')[1]?.length ?? 0);
        const most = Math.max(Math.abs(printed) / 1000, 0.51 * lastDigit);
        expect(Math.abs(found - printed), `${model} ${found} for ${printed}`).toBeLessThan(most);
      };
      for (const [letter, printed] of Object.entries(parameters)) near(fitted.parameters[letter], printed);
      if (log !== null) near(fitted.log_likelihood, log);
      expect(fitted.customers).toBe(model === 'gamma-gamma' ? 946 : 2_357);
      expect(Object.keys(fitted.standard_errors)).toEqual(Object.keys(parameters));
      if (model !== 'gamma-gamma') expect(fitted.holdout.actual).toBe(1_882);
    }
  });

  it.each([
    ['uci', '2010-12-01', '2011-12-09', 4_339],
    ['cdnow', '1997-01-01', '1998-06-30', 23_570],
  ])(
    'says of %s what customers are worth, do next and leave for, with errors on days not seen',
    {
      timeout: 600_000,
    },
    async (shop, first, last, customers) => {
      const days = ['--from', first, '--to', last];
      const of = (...words: string[]) => shuke(...words, '--shop', shop);
      // Files from the past are seen as of their last day, unless told.
      expect(await of('value', 'fit', '--model', 'bg-nbd')).toMatchObject({ customers, as_of: last });
      const worth = await of('value', 'score');
      expect(worth.totals.customers).toBe(customers);
      expect(Math.abs(worth.errors.purchases.bias)).toBeLessThan(0.3);
      const churn = await of('churn');
      // Better than the plain rule by more than chance; of the first tenth, where nearly everybody is lost by either, no worse.
      const { auc, precision, lift } = churn.check.better_by;
      expect(auc.low).toBeGreaterThan(0.02);
      expect(precision.low).toBeGreaterThan(0);
      expect(lift.high).toBeGreaterThan(0);
      expect(churn.most.flatMap((it: Document) => it.reasons).length).toBeGreaterThan(10);
      const next = await of('next-purchase');
      for (const { model, recency_rule: rule } of next.check.propensities)
        expect(model.auc).toBeGreaterThan(rule.auc);
      expect(Math.abs(next.check.days.coverage - 0.8)).toBeLessThan(0.05);
      const cohorts = await of('cohorts', '--from', first, '--to', last);
      const joined = cohorts.rows.reduce((sum: number, row: Document) => sum + row.customers, 0);
      const bought = (await of('rfm', '--as-of', last)).groups;
      expect(joined).toBe(bought.reduce((sum: number, group: Document) => sum + group.customers, 0));
      const step = 'Order Completed';
      const twice = ['--steps', `${step},${step}`, '--window', '90d', ...days];
      const funnel = await of('funnel', ...twice, '--order', 'strict');
      expect(funnel.bars[0].customers).toBe(customers);
      expect(funnel.bars[1].customers).toBeGreaterThan(0.3 * customers);
      const paths = await of('paths', '--from-event', step, ...days);
      expect(paths.customers).toBe(customers);
      const forecast = await of('forecast');
      const wapeOf = (is: (it: Document) => boolean) => forecast.backtest.find(is).wape;
      const chosen = wapeOf((it) => it.chosen);
      expect(chosen).toBeLessThan(wapeOf((it) => it.model === 'seasonal-naive'));
      const rules = await of('rules', ...days);
      // CDNOW names no product: nothing is bought together, and nothing can be recommended.
      if (shop === 'cdnow') return expect(rules).toMatchObject({ baskets: 0, rules: [], check: null });
      expect(rules.significant_found).toBeGreaterThan(1_000);
      expect(rules.check.lifts_held / rules.check.rules).toBeGreaterThan(0.9);
      expect(Math.abs(rules.check.predicted / rules.check.actual - 1)).toBeLessThan(0.2);
      const { holdout } = await of('recommend');
      const recallOf = (method: string) =>
        holdout.methods.find((it: Document) => it.method === method).recall_at_10;
      expect(recallOf('mix')).toBeGreaterThan(1.5 * recallOf('popular'));
      // Who first bought in January 2011, and how many of them came back the months after.
      const january = cohorts.rows.find((row: Document) => row.cohort === '2011-01');
      expect(january.cells.slice(0, 5).map((it: Document) => it.value)).toEqual([417, 92, 111, 96, 134]);
    },
  );

  it('stops all of it with Ctrl-C, and everything is there afterwards', { timeout: 300_000 }, async () => {
    // The demo shop is filled meanwhile; a stop before it is full would leave it to the next start.
    const filled = async () => (await shuke('imports', 'list', '--shop', 'demo')).imports[0]?.state;
    await expect.poll(filled, { timeout: 240_000, interval: 1000 }).toBe('done');
    await pressCtrlC(server);
    const platform = orThrow(await openPlatform(orThrow(readConfig(environment(), folder))));
    try {
      const shops = await sql<{
        slug: string;
        shop_id: number;
      }>`select slug, shop_id from platform.shops`.execute(platform.db);
      const shopId = (slug: string) => shops.rows.find((it) => it.slug === slug)!.shop_id;
      const [stored] = await platform.clickhouse.query<Record<string, string>>({
        sql: `select countIf(person_id = 0) as guests, countIf(toUInt32OrZero(splitByChar('#', line_key)[-1]) > 1) as alike
          from (select person_id, line_key from order_lines where shop_id = {shop:UInt32}
            union all select person_id, line_key from refund_lines where shop_id = {shop:UInt32})`,
        shopId: shopId('uci'),
      });
      const adjustments = await withShop(platform.db, shopId('uci'), async (tx) =>
        sql<{ n: number }>`select count(*) as n from orders.adjustments`.execute(tx),
      );
      // 135,080 rows without a customer, three of them the adjustments.
      expect(Number(stored!.guests) + adjustments.rows[0]!.n).toBe(135_080);
      expect(Number(stored!.alike)).toBe(5_268);
      // 9,288 lines are on cancellations, 3 are adjustments.
      const sums = await mirrored({ platform }, shopId('uci'));
      expect(sums).toMatchObject({ orders: 22_061, lines: 541_909 - 9_288 - 3 });
      const demo = await withShop(platform.db, shopId('demo'), async (tx) =>
        sql<{ n: number }>`select count(distinct customer_id) as n from customers.persons`.execute(tx),
      );
      expect(demo.rows[0]!.n).toBe(2_000);
    } finally {
      await platform.close();
    }
  });
});
