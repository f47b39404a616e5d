import type { LiabilityView } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { addDays, shopDay } from '../../analytics/index.ts';
import { expectBreakage, readLiabilityDays, readLotLives, readOutstanding } from '../../ledgers/index.ts';
import { readRules, rulesOn } from './rules-store.ts';

export interface ShowingLiability {
  readonly shopId: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly now: Date;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What the shop owes in points and in money, how much of it is expected to expire, and how it came to be day by day. */
export async function showLiability(tx: Tx, it: ShowingLiability): Promise<Result<LiabilityView>> {
  const { shopId, timeZone, now } = it;
  const today = shopDay(now, it);
  const to = it.to ?? today;
  const from = it.from ?? addDays(to, -29);
  if (from > to || from < addDays(to, -MOST_DAYS)) return fail(badDays);
  const version = rulesOn(await readRules(tx, shopId), today);
  const value = version?.rules.value_minor ?? 0;
  const worth = (points: number) => Math.round((points * value) / 100);
  const held = await readOutstanding(tx, shopId);
  const expected = expectBreakage(await readLotLives(tx, shopId, now));
  const breakage =
    expected === undefined
      ? null
      : {
          ...{ points: expected.points, liability_minor: worth(held.outstanding - expected.points) },
          ...{ seen_points: expected.seenPoints, ever_spent: expected.everSpent },
        };
  return ok({
    ...{
      currency: it.currency,
      value_minor: value,
      ...held,
      liability_minor: worth(held.outstanding),
      breakage,
    },
    days: await readLiabilityDays(tx, { shopId, from, to, timeZone }),
  });
}

/** Three years: what a statement of accounts looks back on. */
const MOST_DAYS = 1096;

const badDays = problem('invalid-days', 422, {
  zh: '起止日期有误：最多三年，且起不晚于止',
  en: 'These days do not fit: three years at most, and the first not after the last',
});
