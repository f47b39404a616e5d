import type { CustomerNextPurchase, NextPurchaseView } from '../../../contract/next-purchase.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { recencyOf } from '../churn/habits.ts';
import { readHabits } from '../churn/read-habits.ts';
import { addDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type ModelRun, readCurrentRun } from '../scores/run-store.ts';
import { forecastNext } from './forecast-next.ts';
import { rhythmOf } from './gap-rules.ts';
import { EVER, type LearnedNext } from './learn-next.ts';
import { readCategoryDays } from './learn-taste.ts';
import { presentNext } from './present-next.ts';
import { likelyOf } from './taste-rules.ts';

export interface NextAsk extends Asking {
  readonly platform: Pick<Platform, 'db'>;
  /** Shop day of the scores; the latest unless told. */
  readonly asOf?: string | undefined;
}

/** What the newest run found. Problems: `unusable-question`, `not-scored-yet`. */
export async function showNext(ask: NextAsk): Promise<Result<NextPurchaseView>> {
  const run = await readRun(ask);
  return run.ok ? ok(presentNext(run.value)) : run;
}

async function readRun({ platform, shop, asOf }: NextAsk): Promise<Result<ModelRun>> {
  const checked = orUnusable(asOf, asOf === undefined ? [] : dayIssue('as_of', asOf));
  if (!checked.ok) return checked;
  const run = await withShop(platform.db, shop.shopId, (tx) =>
    readCurrentRun(tx, shop.shopId, { model: 'next-purchase', asOf }),
  );
  return run === undefined ? fail(notScored) : ok(run);
}

const notScored = problem('not-scored-yet', 404, {
  zh: '还没有这一天的下次购买预测：导入订单后服务器会自动计算，也可以现在重新学习。',
  en: 'There is no forecast of next purchases of this day yet: once orders are there the server counts it by itself, or have the model learn now.',
});

/**
 * When one customer buys next and what of, worked out from what they did by the day of the newest run. Problems: `no-such-customer`,
 * `not-scored-yet`, `no-next-purchase`.
 */
export async function showCustomerNext(
  ask: NextAsk,
  customerId: number,
): Promise<Result<CustomerNextPurchase>> {
  const { platform, shop } = ask;
  const persons = await withShop(platform.db, shop.shopId, (tx) =>
    readPersonsOf(tx, shop.shopId, customerId),
  );
  if (!persons.ok) return persons;
  const run = await readRun(ask);
  return run.ok ? nextOf(ask, run.value, { customer: customerId, persons: persons.value }) : run;
}

/** Categories named. */
const NAMED = 3;

/** Worked out from what they did by the day of the run. Problem: `no-next-purchase`. */
export async function nextOf(
  ask: Asking,
  { asOf, parameters, confidence }: ModelRun,
  { customer, persons }: { readonly customer: number; readonly persons: readonly number[] },
): Promise<Result<CustomerNextPurchase>> {
  const { model, taste, windowDays } = parameters as LearnedNext;
  const asked = { asOf, until: asOf, activeDays: EVER, first: customer, last: customer, persons };
  const [habits] = await readHabits(ask, asked);
  if (habits === undefined) return fail(noNext);
  const [past] = await readCategoryDays(ask, { asOf, until: asOf, persons });
  const told = forecastNext(model, habits);
  return ok({
    ...{ customer, as_of: asOf, window_days: windowDays, confidence: confidence ?? 'low' },
    ...{ within_7_days: told.soon, within_30_days: told.month, within_window: told.within },
    expected: {
      day: addDays(asOf, told.days.value),
      low: addDays(asOf, told.days.low),
      high: addDays(asOf, told.days.high),
    },
    rhythm: { days: rhythmOf(habits, model.gaps).median, last: recencyOf(habits) },
    categories: likelyOf(past ?? { categories: [], days: [] }, taste).slice(0, NAMED),
  });
}

const noNext = problem('no-next-purchase', 404, {
  zh: '这位客户截至该日没有购买，或已拒绝自动化分析，因此没有下次购买的预测。',
  en: 'This customer had bought nothing by that day, or objected to being profiled, so there is no forecast of them.',
});
