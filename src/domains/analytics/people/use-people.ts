import type { Db } from '../../../platform/db/postgres.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop, Asking } from '../metrics/question.ts';
import { readScale } from '../rfm/read-scale.ts';
import { buildPeople, readDataMark } from './build-people.ts';
import { decide, nextSlot } from './build-rules.ts';
import { type Build, lockBuilds, nextBuild, readBuilds, writeBuild } from './build-store.ts';

/** Who asks for the people of which shop as of which day. */
export interface PeopleAsk {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'log'>;
  readonly shop: AnalysedShop;
  /** Shop day, inclusive. */
  readonly asOf: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The build of a shop's people that answers are given from: of this moment in a shop of few, of a large one at most a
 * minute or so old (build-rules.ts). The first of a day is waited for. Its making is not given up when the caller
 * leaves: the next one needs it too.
 */
export async function usePeople(ask: PeopleAsk): Promise<Build> {
  const { platform, shop, asOf } = ask;
  const builds = await withShop(platform.db, shop.shopId, (tx) => readBuilds(tx, shop.shopId));
  const standing = builds.find((it) => it.asOf === asOf);
  if (standing === undefined) return rebuild(ask);
  const ageMs = platform.clock.now().getTime() - standing.builtAt.getTime();
  const decision = decide({ ...standing, ageMs });
  if (decision === 'use') return standing;
  if (decision === 'look') return (await isCurrent(ask, standing)) ? standing : rebuild(ask);
  void renew(ask, standing);
  return standing;
}

const isCurrent = async (ask: PeopleAsk, standing: Build): Promise<boolean> =>
  (await readDataMark(askingOf(ask))) === standing.dataMark;

/** Behind an answer: what goes wrong is for the log, and the next caller tries again. */
async function renew(ask: PeopleAsk, standing: Build): Promise<void> {
  const behind = { ...ask, signal: undefined };
  try {
    if (!(await isCurrent(behind, standing))) await rebuild(behind);
  } catch (err) {
    ask.platform.log.warn({ err, shopId: ask.shop.shopId }, 'the people of a shop could not be counted anew');
  }
}

const askingOf = ({ platform, shop, signal }: PeopleAsk): Asking => ({
  ...{ clickhouse: platform.clickhouse, shop },
  signal,
});

const underWay = new WeakMap<Db, Map<string, Promise<Build>>>();

/** Callers of one process share a build; processes take turns at the lock. */
function rebuild(ask: PeopleAsk): Promise<Build> {
  const { db } = ask.platform;
  const running = underWay.get(db) ?? new Map<string, Promise<Build>>();
  underWay.set(db, running);
  const key = `${ask.shop.shopId} ${ask.asOf}`;
  const current = running.get(key) ?? build({ ...ask, signal: undefined }).finally(() => running.delete(key));
  running.set(key, current);
  return current;
}

async function build(ask: PeopleAsk): Promise<Build> {
  const { platform, shop, asOf } = ask;
  const asking = askingOf(ask);
  return withShop(platform.db, shop.shopId, async (tx) => {
    await lockBuilds(tx, shop.shopId);
    const builds = await readBuilds(tx, shop.shopId);
    const dataMark = await readDataMark(asking);
    const made = builds.find((it) => it.asOf === asOf && it.dataMark === dataMark);
    if (made !== undefined) return made;
    const since = performance.now();
    const place = { slot: nextSlot(builds), build: await nextBuild(tx) };
    const scale = await readScale(asking, asOf);
    await buildPeople({ ...asking, ...place, asOf, scale });
    const done: Build = {
      ...{ ...place, asOf, dataMark, people: await countPeople(asking, place) },
      medians: { frequency: scale.frequencyMedian, amount: scale.amountMedian },
      ...{ builtAt: platform.clock.now(), tookMs: Math.round(performance.now() - since) },
    };
    await writeBuild(tx, shop.shopId, done);
    return done;
  });
}

async function countPeople({ clickhouse, shop }: Asking, place: { slot: number; build: number }) {
  const [row] = await clickhouse.query<{ people: string }>({
    sql: `SELECT count() AS people FROM people WHERE ${inBuild}`,
    shopId: shop.shopId,
    params: { ...place },
  });
  return Number(row!.people);
}

/** Condition: a row of the build bound as {slot} and {build}. */
export const inBuild = 'shop_id = {shop:UInt32} AND slot = {slot:UInt8} AND build = {build:UInt64}';
