import { sql } from 'kysely';
import type { Gift } from '../../../contract/benefits.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, addDays, shopDay } from '../../analytics/index.ts';
import { personsWithBirthday, traitOfPersons } from '../../customers/index.ts';
import { tiersOfPersons } from '../tiers/standing-store.ts';
import { lockTiers, standingRules, type TierVersion } from '../tiers/tier-rules-store.ts';
import { giftOf } from './benefit-kinds.ts';
import { keepsBirthday } from './birthday-rules.ts';
import { dropWaiting, keepWaiting, readWaiting } from './birthdays-waiting.ts';
import { costOfGift } from './gift-cost.ts';
import { grantGifts } from './grant-store.ts';

/** A server that was off for longer gives what is a month late at most. */
const MOST_DAYS = 31;
/** Birthdays are told anew, and the calendar they are kept by: one in a calendar year, and none within so many days of another. */
const ONCE_IN_DAYS = 300;
/** The trait by which somebody keeps their birthday by the lunar calendar. */
const CALENDAR = 'birthday-calendar';

interface Celebrating {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
}

/**
 * Promises the gifts of those whose birthday is today, or was since the last time, and of whom it waited for; again, nothing
 * happens. Answers how many.
 */
export async function grantBirthdays({ platform, shop }: Celebrating): Promise<number> {
  const { shopId } = shop;
  const at = platform.clock.now();
  const today = shopDay(at, shop);
  const { due, waiting } = await withShop(platform.db, shopId, async (tx) => ({
    due: await daysDue(tx, shopId, today),
    waiting: await readWaiting(tx, shopId),
  }));
  if (due.length === 0 && waiting.length === 0) return 0;
  const kept = due.length === 0 ? nobody : await keptOn({ platform, shop }, due);
  return withShop(platform.db, shopId, async (tx) => {
    await lockTiers(tx, shopId);
    const standing = await standingRules(tx, shopId);
    if (standing === undefined) return 0;
    const it = { shopId, standing, today, at };
    const persons = await whoseBirthdays(tx, shopId, kept);
    const key = `birthday:${today.slice(0, 4)}`;
    const granted = await grantAll(tx, { ...it, key, persons });
    for (const [of, same] of Map.groupBy(waiting, (one) => one.key))
      granted.push(...(await grantAll(tx, { ...it, key: of, persons: same.map((one) => one.personId) })));
    await keepWaiting(tx, shopId, { persons, key, at });
    const before = new Date(at.getTime() - MOST_DAYS * 86_400_000);
    await dropWaiting(tx, shopId, { persons: granted.flatMap((one) => one.giftless), before });
    await sql`insert into loyalty.benefit_days (shop_id, birthdays_until) values (${shopId}, ${today}::date)
      on conflict (shop_id) do update set birthdays_until = greatest(benefit_days.birthdays_until, excluded.birthdays_until)`.execute(
      tx,
    );
    return granted.reduce((sum, one) => sum + one.count, 0);
  });
}

/** Days not looked at yet; none where no tier gives anything. */
async function daysDue(tx: Tx, shopId: number, today: string): Promise<string[]> {
  const standing = await standingRules(tx, shopId);
  if (standing === undefined || giftsOf(standing).length === 0) return [];
  const { rows } = await sql<{ until: string }>`
    select birthdays_until as until from loyalty.benefit_days where shop_id = ${shopId}`.execute(tx);
  const until = rows[0]?.until ?? addDays(today, -1);
  const days = Array.from({ length: MOST_DAYS }, (_, n) => addDays(today, n + 1 - MOST_DAYS));
  return days.filter((day) => day > until);
}

interface TierGift {
  readonly tier: string;
  readonly gift: Gift;
}

const giftsOf = ({ rules }: TierVersion): TierGift[] =>
  rules.ladder.flatMap(({ code, benefits = [] }) =>
    benefits.flatMap((benefit) => {
      const gift = giftOf(benefit, 'birthday');
      return gift === undefined ? [] : [{ tier: code, gift }];
    }),
  );

/** Persons by the calendar in which the day is theirs. */
interface Kept {
  readonly solar: readonly number[];
  readonly lunar: readonly number[];
}

const nobody: Kept = { solar: [], lunar: [] };

/** Both calendars are looked through. */
async function keptOn({ platform, shop }: Celebrating, days: readonly string[]): Promise<Kept> {
  const keeps = (calendar: 'solar' | 'lunar') => (born: string) =>
    days.some((day) => keepsBirthday(born, day, calendar));
  return {
    solar: await personsWithBirthday(platform, shop.shopId, { isMeant: keeps('solar') }),
    lunar: await personsWithBirthday(platform, shop.shopId, { isMeant: keeps('lunar') }),
  };
}

/** Each person is asked which calendar is theirs, in the transaction that gives. */
async function whoseBirthdays(tx: Tx, shopId: number, { solar, lunar }: Kept): Promise<number[]> {
  const calendars = await traitOfPersons(tx, shopId, { name: CALENDAR, personIds: [...solar, ...lunar] });
  const isLunar = (id: number) => calendars.get(id) === 'lunar';
  return [...solar.filter((id) => !isLunar(id)), ...lunar.filter(isLunar)];
}

interface GrantingAll {
  readonly shopId: number;
  readonly standing: TierVersion;
  readonly persons: readonly number[];
  readonly key: string;
  readonly today: string;
  readonly at: Date;
}

/** A gift stands with the person whose birthday it is, so that it is theirs when the customer comes apart. Answers who is on a tier without one, too. */
async function grantAll(
  tx: Tx,
  { shopId, standing, persons, key, today, at }: GrantingAll,
): Promise<{ count: number; giftless: number[] }[]> {
  const tiers = await tiersOfPersons(tx, shopId, persons);
  const gifts = giftsOf(standing);
  const giftless = tiers.filter(({ code }) => !gifts.some(({ tier }) => tier === code));
  const done = [{ count: 0, giftless: giftless.map(({ personId }) => personId) }];
  for (const { tier, gift } of gifts) {
    const own = tiers.filter(({ code }) => code === tier).map(({ personId }) => personId);
    const count = await grantGifts(tx, shopId, {
      ...{ benefit: 'birthday-gift', tier, version: standing.version, gift, key, at },
      costMinor: await costOfGift(tx, shopId, { gift, day: today }),
      ...{ persons: own, covers: 'person', notWithinDays: ONCE_IN_DAYS },
    });
    done.push({ count, giftless: [] });
  }
  return done;
}
