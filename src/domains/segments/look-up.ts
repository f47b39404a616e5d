import { sql } from 'kysely';
import { conditionsIn } from '../../contract/segment-conditions.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { currentScores, usePeople } from '../analytics/index.ts';
import { findAlikes } from './find-alikes.ts';
import { findBands } from './find-bands.ts';
import { findBirthdays } from './find-birthdays.ts';
import type { Known, LookUp } from './known.ts';

/** What trees need to know of PostgreSQL, and no more than that. */
export async function lookUp(it: LookUp): Promise<Known> {
  const { platform, shop, trees } = it;
  const asked = trees.flatMap(conditionsIn);
  const asksBuild = asked.some(({ kind }) => kind === 'standing');
  const tags = asked.flatMap((it) => (it.kind === 'tag' ? [it.tag] : []));
  const whens = asked.flatMap((it) => (it.kind === 'birthday' ? [it.when] : []));
  const build = asksBuild ? await usePeople({ platform, shop }) : undefined;
  const birthdays = new Map<string, readonly number[]>();
  for (const when of new Set(whens)) birthdays.set(when, await findBirthdays(it, when));
  const told = await withShop(platform.db, shop.shopId, async (tx) => ({
    tagNumbers: await readTagNumbers(tx, shop.shopId, tags),
    scores: new Map((await currentScores(tx, shop.shopId)).map((one) => [one.code, one])),
    refreshes: await readRefreshes(tx, shop.shopId),
  }));
  const bands = await findBands(it, asked, told.scores);
  const alikes = await findAlikes(it, asked, told.refreshes);
  return { ...told, build, birthdays, bands, alikes };
}

/** As the mirror writes them (customers, mirror-customers.ts). */
async function readTagNumbers(tx: Tx, shopId: number, tags: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ tag: string; number: string }>`
    select tag, hashtextextended(normalize(btrim(tag), NFKC), ${shopId}::bigint)::text as number
    from unnest(${[...new Set(tags)]}::text[]) as tag`.execute(tx);
  return new Map(rows.map((row) => [row.tag, row.number]));
}

async function readRefreshes(tx: Tx, shopId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ segment_id: number; refresh: string }>`
    select segment_id, refresh from segments.segments where shop_id = ${shopId} and refresh is not null`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.segment_id, Number(row.refresh)]));
}
