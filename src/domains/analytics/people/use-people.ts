import type { Db } from '../../../platform/db/postgres.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop, Asking } from '../metrics/question.ts';
import { readScale } from '../rfm/read-scale.ts';
import { buildPeople, personsIn, readDataMark } from './build-people.ts';
import { decide, isLarge, nextSlot, standingToday } from './build-rules.ts';
import { type Build, lockBuilds, nextBuild, readBuilds, writeBuild } from './build-store.ts';
import { shopDay } from './shop-day.ts';

/** Who asks for the people of which shop as of which day. */
export interface PeopleAsk {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'log'>;
  readonly shop: AnalysedShop;
  /** Shop day, inclusive; today unless told. */
  readonly asOf?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The same, once the day is settled. */
type DayAsk = PeopleAsk & { readonly asOf: string };

/**
 * The build of a shop's people that answers are given from: of this moment in a shop of few, of a large one the last
 * that is whole, made anew behind the answer when it is older than it may be (build-rules.ts). Only the very first of a
 * large shop, or of a day that was named, is waited for. Its making is not given up when the caller leaves: the next one
 * needs it too.
 */
export async function usePeople(ask: PeopleAsk): Promise<Build> {
  const { platform, shop } = ask;
  const today = shopDay(platform.clock.now(), shop);
  const day = { ...ask, asOf: ask.asOf ?? today };
  const builds = await buildsOf(ask);
  const standing =
    ask.asOf === undefined ? standingToday(builds, today) : builds.find((it) => it.asOf === ask.asOf);
  if (standing === undefined) return rebuild(day);
  const decision = standing.asOf === day.asOf ? decide(agedBy(ask, standing)) : 'look-later';
  if (decision === 'use') return standing;
  if (decision === 'look') return (await isCurrent(ask, standing)) ? standing : rebuild(day);
  void renew(day, standing);
  return standing;
}

/** Counts a large shop's people before anybody asks, where no build of the day stands that may still be used. */
export async function readyPeople(ask: DayAsk): Promise<void> {
  const standing = (await buildsOf(ask)).find((it) => it.asOf === ask.asOf);
  if (standing !== undefined && decide(agedBy(ask, standing)) === 'use') return;
  const mark = await readDataMark(askingOf(ask));
  if (isLarge(personsIn(mark)) && standing?.dataMark !== mark) await rebuild(ask);
}

const buildsOf = ({ platform, shop }: PeopleAsk): Promise<Build[]> =>
  withShop(platform.db, shop.shopId, (tx) => readBuilds(tx, shop.shopId));

const agedBy = ({ platform }: PeopleAsk, standing: Build) => ({
  ...standing,
  ageMs: platform.clock.now().getTime() - standing.builtAt.getTime(),
});

const isCurrent = async (ask: PeopleAsk, standing: Build): Promise<boolean> =>
  (await readDataMark(askingOf(ask))) === standing.dataMark;

const renewed = new WeakMap<Db, Set<string>>();

/** Behind an answer, once for all who come meanwhile: what goes wrong is for the log, and the next caller tries again. */
async function renew(ask: DayAsk, standing: Build): Promise<void> {
  const behind = { ...ask, signal: undefined };
  const { db } = ask.platform;
  const running = renewed.get(db) ?? new Set();
  renewed.set(db, running);
  const key = keyOf(ask);
  if (running.has(key)) return;
  running.add(key);
  try {
    if (standing.asOf !== ask.asOf || !(await isCurrent(behind, standing))) await rebuild(behind);
  } catch (err) {
    ask.platform.log.warn({ err, shopId: ask.shop.shopId }, 'the people of a shop could not be counted anew');
  } finally {
    running.delete(key);
  }
}

const keyOf = ({ shop, asOf }: DayAsk): string => `${shop.shopId} ${asOf}`;

const askingOf = ({ platform, shop, signal }: PeopleAsk): Asking => ({
  ...{ clickhouse: platform.clickhouse, shop },
  signal,
});

const underWay = new WeakMap<Db, Map<string, Promise<Build>>>();

/** Callers of one process share a build; processes take turns at the lock. */
function rebuild(ask: DayAsk): Promise<Build> {
  const { db } = ask.platform;
  const running = underWay.get(db) ?? new Map<string, Promise<Build>>();
  underWay.set(db, running);
  const key = keyOf(ask);
  const current = running.get(key) ?? build({ ...ask, signal: undefined }).finally(() => running.delete(key));
  running.set(key, current);
  return current;
}

async function build(ask: DayAsk): Promise<Build> {
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
