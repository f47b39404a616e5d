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

/** Promises the gifts of those whose birthday is today, or was since the last time; again, nothing happens. Answers how many. */
export async function grantBirthdays({ platform, shop }: Celebrating): Promise<number> {
  const { shopId } = shop;
  const at = platform.clock.now();
  const today = shopDay(at, shop);
  const due = await withShop(platform.db, shopId, (tx) => daysDue(tx, shopId, today));
  if (due.length === 0) return 0;
  const persons = await personsOfDays({ platform, shop }, due);
  return withShop(platform.db, shopId, async (tx) => {
    await lockTiers(tx, shopId);
    const standing = await standingRules(tx, shopId);
    const granted = standing === undefined ? 0 : await grantAll(tx, { shopId, standing, persons, today, at });
    await sql`insert into loyalty.benefit_days (shop_id, birthdays_until) values (${shopId}, ${today}::date)
      on conflict (shop_id) do update set birthdays_until = greatest(benefit_days.birthdays_until, excluded.birthdays_until)`.execute(
      tx,
    );
    return granted;
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

/** Both calendars are looked through, and each person is asked which is theirs. */
async function personsOfDays({ platform, shop }: Celebrating, days: readonly string[]): Promise<number[]> {
  const keeps = (calendar: 'solar' | 'lunar') => (born: string) =>
    days.some((day) => keepsBirthday(born, day, calendar));
  const [solar, lunar] = [
    await personsWithBirthday(platform, shop.shopId, { isMeant: keeps('solar') }),
    await personsWithBirthday(platform, shop.shopId, { isMeant: keeps('lunar') }),
  ];
  return withShop(platform.db, shop.shopId, async (tx) => {
    const calendars = await traitOfPersons(tx, shop.shopId, {
      name: CALENDAR,
      personIds: [...solar, ...lunar],
    });
    const isLunar = (id: number) => calendars.get(id) === 'lunar';
    return [...solar.filter((id) => !isLunar(id)), ...lunar.filter(isLunar)];
  });
}

interface GrantingAll {
  readonly shopId: number;
  readonly standing: TierVersion;
  readonly persons: readonly number[];
  readonly today: string;
  readonly at: Date;
}

/** A gift stands with the person whose birthday it is, so that it is theirs when the customer comes apart. */
async function grantAll(tx: Tx, { shopId, standing, persons, today, at }: GrantingAll): Promise<number> {
  const tiers = await tiersOfPersons(tx, shopId, persons);
  let granted = 0;
  for (const { tier, gift } of giftsOf(standing)) {
    const own = tiers.filter(({ code }) => code === tier).map(({ personId }) => personId);
    granted += await grantGifts(tx, shopId, {
      ...{ benefit: 'birthday-gift', tier, version: standing.version, gift, at },
      key: `birthday:${today.slice(0, 4)}`,
      costMinor: await costOfGift(tx, shopId, { gift, day: today }),
      ...{ persons: own, covers: 'person', notWithinDays: ONCE_IN_DAYS },
    });
  }
  return granted;
}
