import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { fillDemoShop } from '../../src/demo/index.ts';
import { findPreset, runImport } from '../../src/domains/ingest/index.ts';
import { makeSegment, showSegments, templates, templateTree } from '../../src/domains/segments/index.ts';
import { type Looks, lookOnce } from '../../src/domains/segments/testing/look-once.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { findShop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { fileIn, toolsOf } from '../import-fixture.ts';
import { openWorld, type World } from '../world.ts';

/** Every template as a live segment of a shop of real orders, and of the demo shop. */

const UCI = new URL('../../../shared/data/uci_online_retail.csv.gz', import.meta.url).pathname;
if (!existsSync(UCI)) console.warn(`the public file is absent (${UCI}): its test is skipped`);

async function someOfUci(): Promise<{ header: string; lines: string[] }> {
  const text = gunzipSync(await readFile(UCI)).toString();
  const [header, ...all] = text.trimEnd().split(/\r?\n/);
  const lines = all.filter((line) => Number(/,(\d+)\.0,[^,]+$/.exec(line)?.[1] ?? 1) % 60 === 0);
  return { header: header!, lines };
}

async function follow(world: World, slug: string, today: string) {
  const { platform } = world;
  const shop = (await findShop(platform.db, slug))!;
  await withShop(platform.db, shop.shopId, async (tx) => {
    for (const { code } of templates) {
      const made = { description: '', isLive: true, by: 'user:1', now: platform.clock.now() };
      const tree = orThrow(templateTree(code, today));
      orThrow(await makeSegment(tx, shop.shopId, { ...made, name: code, tree }));
    }
  });
  let looked: Looks | undefined;
  return async (): Promise<Record<string, number | null>> => {
    looked = await lookOnce({ platform, shop }, looked);
    const shown = await showSegments({ platform, shop });
    expect(shown.filter((one) => !one.is_current)).toEqual([]);
    return Object.fromEntries(shown.map((one) => [one.name, one.members]));
  };
}

/** What orders and sightings say of four of them, as PostgreSQL counts it; shop days of London. */
async function slowly(world: World, shopId: number, today: string): Promise<object> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<object>`
      with bought as (
        select p.person_id, (p.first_seen_at at time zone 'Europe/London')::date as first_day,
          (p.last_seen_at at time zone 'Europe/London')::date as last_day,
          array_remove(array_agg((o.paid_at at time zone 'Europe/London')::date), null) as days
        from customers.persons p left join orders.orders o
          on o.shop_id = p.shop_id and o.person_id = p.person_id and o.is_paid and o.currency = 'GBP' and o.paid_minor > 0
        where p.shop_id = ${shopId} group by p.person_id, p.first_seen_at, p.last_seen_at),
      counted as (
        select *, (select count(*) from unnest(days) d where d > ${today}::date - 365) as of_year,
          (select count(*) from unnest(days) d where d > ${today}::date - 180) as of_half,
          (select count(*) from unnest(days) d where d >= date_trunc('month', ${today}::date)) as of_month
        from bought)
      select (count(*) filter (where of_year >= 2))::integer as "repeat-buyers",
        (count(*) filter (where cardinality(days) > 0 and of_half = 0 and last_day <= ${today}::date - 180))::integer as asleep,
        (count(*) filter (where first_day >= date_trunc('month', ${today}::date) and of_month > 0))::integer as "new-this-month"
      from counted`.execute(tx),
  );
  return rows[0]!;
}

it.skipIf(!existsSync(UCI))(
  'on real orders every template is counted and lives: who buys again is in at the next look',
  async () => {
    await using world = await openWorld({ now: '2011-12-10T12:00:00Z' });
    const { shopId } = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
    const { header, lines } = await someOfUci();
    const bring = async (some: readonly string[]) => {
      const path = await fileIn(world, `${[header, ...some].join('\n')}\n`);
      const source = findPreset('uci-online-retail')!;
      orThrow(await runImport(toolsOf(world), { shopId, path, source, startedBy: 'cli' }));
    };
    const isLate = (line: string) => /,2011-1[12]-|,1[12]\/\d+\/2011 /.test(line);
    const [early, late] = [lines.filter((line) => !isLate(line)), lines.filter(isLate)];
    expect(Math.min(early.length, late.length)).toBeGreaterThan(50);
    await bring(early);
    const look = await follow(world, 'uci', '2011-12-10');
    const before = await look();
    expect(Object.keys(before)).toHaveLength(templates.length);
    expect(before).toMatchObject(await slowly(world, shopId, '2011-12-10'));
    await bring(late);
    await look();
    // What was written a moment ago is asked once more, and who stands where is counted within half a minute.
    world.clock.advance(30_000);
    const after = await look();
    expect(after).toMatchObject(await slowly(world, shopId, '2011-12-10'));
    expect(after['repeat-buyers']!).toBeGreaterThan(before['repeat-buyers']!);
    expect(after.asleep!).toBeLessThan(before.asleep!);
    const quadrants = ['often-much', 'often-little', 'seldom-much', 'seldom-little'].map((it) => after[it]!);
    expect(Math.min(...quadrants), 'each of the four sisters has members').toBeGreaterThan(0);
  },
);

it('on the demo shop ten templates and more have members', async () => {
  await using world = await openWorld({ now: '2026-11-20T04:00:00Z' });
  registerMirrors(world.platform);
  await fillDemoShop(world.platform, { slug: 'demo', seed: 7, customers: 600 });
  const look = await follow(world, 'demo', '2026-11-20');
  const members = await look();
  const empty = Object.entries(members).flatMap(([code, count]) => (count === 0 ? [code] : []));
  expect(Object.keys(members).length - empty.length, `nobody in ${empty.join(', ')}`).toBeGreaterThanOrEqual(
    10,
  );
});
