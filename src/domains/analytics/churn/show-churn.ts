import type { ChurnView, CustomerRisk, CustomerRiskView } from '../../../contract/churn.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { readHoldout } from '../../compliance/index.ts';
import { type PeopleView, readPersonsOf } from '../../customers/index.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { noteBoth } from '../lift/note-both.ts';
import type { Reaching } from '../lift/note-reached.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type CurrentScore, ofScore, scoreParams } from '../scores/current-scores.ts';
import { presentRun } from '../scores/present-scores.ts';
import { type ModelRun, readCurrentRun } from '../scores/run-store.ts';
import type { ChurnFindings } from './churn-model.ts';
import { features } from './features.ts';
import type { Habits } from './habits.ts';
import type { LearnedChurn } from './learn-churn.ts';
import { readHabits } from './read-habits.ts';
import { LEVELS, riskOfCustomer } from './score-churn.ts';

export interface ChurnAsk extends Asking {
  readonly platform: Reaching['platform'];
  /** Shop day of the scores; the latest unless told. */
  readonly asOf?: string | undefined;
}

/** Customers shown with most at stake. */
const MOST = 20;

/**
 * What the newest run found, and who has most at stake. Where a key reads it (`acting`), those held out are not among them, and both sides
 * are noted. Problems: `unusable-question`, `not-scored-yet`.
 */
export async function showChurn(ask: ChurnAsk & Pick<PeopleView, 'acting'>): Promise<Result<ChurnView>> {
  const run = await readRun(ask);
  if (!run.ok) return run;
  const most = await mostAtStake(ask, run.value);
  const ids = ask.acting === undefined ? most : await readOut(ask, ask.acting, most);
  const byId = new Map((await risksOf(ask, run.value, ids)).map((it) => [it.customer, it]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);
  return ok(present(run.value, ask.shop.currency, shown));
}

async function readOut({ platform, shop }: ChurnAsk, way: Reaching['way'], customerIds: readonly number[]) {
  const holdout = await withShop(platform.db, shop.shopId, (tx) => readHoldout(tx, shop.shopId));
  return noteBoth({ platform, shop, way, scores: ['churn'], holdout, customerIds });
}

async function readRun({ platform, shop, asOf }: ChurnAsk): Promise<Result<ModelRun>> {
  const checked = orUnusable(asOf, asOf === undefined ? [] : dayIssue('as_of', asOf));
  if (!checked.ok) return checked;
  const run = await withShop(platform.db, shop.shopId, (tx) =>
    readCurrentRun(tx, shop.shopId, { model: 'churn', asOf }),
  );
  return run === undefined ? fail(notScored) : ok(run);
}

const notScored = problem('not-scored-yet', 404, {
  zh: '还没有这一天的流失预警：导入订单后服务器会自动计算，也可以现在重新学习。',
  en: 'There is no early warning of this day yet: once orders are there the server counts it by itself, or have the model learn now.',
});

function present(run: ModelRun, currency: string, most: readonly CustomerRisk[]): ChurnView {
  const learned = run.parameters as LearnedChurn;
  const { totals, check } = run.findings as ChurnFindings;
  const { weights, covariance } = learned.model;
  return {
    ...{ currency, run: presentRun(run), settings: learned.settings, window_days: learned.windowDays },
    ...{ customers: totals.customers, expected_lost: totals.expectedLost },
    value_at_stake: Math.round(totals.valueAtStake),
    levels: totals.levels.map((it, n) => ({
      ...{ from: LEVELS[n]!, to: LEVELS[n + 1]!, customers: it.customers },
      value_at_stake: Math.round(it.valueAtStake),
    })),
    drivers: features.flatMap(({ code, label }, n) => {
      // The same for everybody (no events are sent, say): it was learnt from nothing.
      if (learned.model.deviations[n] === 0) return [];
      const variance = covariance?.[n + 1]?.[n + 1];
      const error = variance === undefined ? null : Math.sqrt(Math.max(0, variance));
      return [{ feature: code, label, weight: weights[n + 1]!, standard_error: error }];
    }),
    // Runs of before the model was held against the rule with an interval have none.
    ...{ check: check && { ...check, better_by: check.better_by ?? null }, most: [...most] },
  };
}

/** Numbers of the customers with most at stake, by the scores of the run. */
async function mostAtStake({ clickhouse, shop, signal }: Asking, run: ModelRun): Promise<number[]> {
  const { runId, asOf, model, version } = run;
  const score: CurrentScore = { code: 'value-at-stake', runId, asOf, model, version, confidence: 'usual' };
  const rows = await clickhouse.query<{ customer_id: number }>({
    sql: `SELECT customer_id FROM scores WHERE ${ofScore()} AND ${mayBeProfiled('customer_id')}
ORDER BY value DESC, customer_id LIMIT ${MOST}`,
    shopId: shop.shopId,
    params: scoreParams(score),
    ...(signal && { signal }),
  });
  return rows.map((it) => it.customer_id);
}

/** Worked out from what they did by the day of the run. */
export async function risksOf(
  asking: Asking,
  run: ModelRun,
  ids: readonly number[],
  persons?: readonly number[],
): Promise<CustomerRisk[]> {
  const learned = run.parameters as LearnedChurn;
  const { asOf } = run;
  if (ids.length === 0) return [];
  const asked = {
    ...{ asOf, until: asOf, activeDays: learned.settings.active_days },
    ...(persons === undefined ? { only: ids } : { persons }),
  };
  const all = await readHabits(asking, { ...asked, first: Math.min(...ids), last: Math.max(...ids) });
  return all.map((it) => presentRisk(learned, it));
}

/** Reasons said of a customer: those that raise the risk most, and by a tenth at least. */
const REASONS = 3;
const WORTH_SAYING = Math.log(1.1);

function presentRisk(learned: LearnedChurn, habits: Habits): CustomerRisk {
  const { risk, low, high, adds, overdue, stake } = riskOfCustomer(learned, habits);
  const reasons = features
    .flatMap(({ code, reason }, n) => {
      const [by, weight] = [adds[n]!, learned.model.weights[n + 1]!];
      const isSo = reason !== undefined && weight > 0 === (reason.when === 'more');
      return isSo && by >= WORTH_SAYING ? [{ feature: code, text: reason.say(habits), by }] : [];
    })
    .sort((a, b) => b.by - a.by)
    .slice(0, REASONS);
  return {
    ...{ customer: habits.customerId, risk, low, high, overdue_ratio: overdue },
    value_at_stake: Math.round(stake),
    reasons: reasons.map(({ feature, text, by }) => ({ feature, text, times: Math.exp(by) })),
  };
}

/** The risk of one customer and its reasons. Problems: `no-such-customer`, `not-scored-yet`, `no-churn-risk`. */
export async function showCustomerRisk(ask: ChurnAsk, customerId: number): Promise<Result<CustomerRiskView>> {
  const { platform, shop } = ask;
  const persons = await withShop(platform.db, shop.shopId, (tx) =>
    readPersonsOf(tx, shop.shopId, customerId),
  );
  if (!persons.ok) return persons;
  const run = await readRun(ask);
  if (!run.ok) return run;
  const [found] = await risksOf(ask, run.value, [customerId], persons.value);
  if (found === undefined) return fail(noRisk);
  const { windowDays } = run.value.parameters as LearnedChurn;
  return ok({
    ...found,
    ...{ as_of: run.value.asOf, currency: shop.currency, window_days: windowDays },
    confidence: run.value.confidence ?? 'low',
  });
}

const noRisk = problem('no-churn-risk', 404, {
  zh: '这位客户在考察期内没有购买，或已拒绝自动化分析，因此没有流失风险。',
  en: 'This customer did not buy within the days looked at, or objected to being profiled, so there is no risk of them.',
});
