import type { CustomerValue, ValueView } from '../../../contract/value.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { countDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { presentRun } from '../scores/present-scores.ts';
import { type ModelRun, readCurrentRun } from '../scores/run-store.ts';
import { deltaVariance, type MeanRange, meanRange } from './delta.ts';
import { minorPer } from './fit-spending.ts';
import { type Forecast, forecaster } from './forecast-customer.ts';
import type { LearnedModel, LearnedValue, ValueErrors } from './learned-value.ts';
import { readBought } from './score-value.ts';
import { gridOf } from './value-grid.ts';
import type { ValueFindings } from './value-model.ts';

export interface ValueAsk extends Asking {
  readonly platform: Pick<Platform, 'db'>;
  /** Shop day of the scores; the latest unless told. */
  readonly asOf?: string | undefined;
}

/** What the newest run found and learnt. Problems: `unusable-question`, `not-scored-yet`. */
export async function showValue(ask: ValueAsk): Promise<Result<ValueView>> {
  const run = await readRun(ask);
  return run.ok ? ok(present(run.value, ask.shop.currency)) : run;
}

async function readRun({ platform, shop, asOf }: ValueAsk): Promise<Result<ModelRun>> {
  const checked = orUnusable(asOf, asOf === undefined ? [] : dayIssue('as_of', asOf));
  if (!checked.ok) return checked;
  const run = await withShop(platform.db, shop.shopId, (tx) =>
    readCurrentRun(tx, shop.shopId, { model: 'value', asOf }),
  );
  return run === undefined ? fail(notScored) : ok(run);
}

const notScored = problem('not-scored-yet', 404, {
  zh: '还没有这一天的客户价值得分：导入订单后服务器会自动计算，也可以现在重新训练。',
  en: 'There are no value scores of this day yet: once orders are there the server counts them by itself, or have the model learn now.',
});

function present(run: ModelRun, currency: string): ValueView {
  const learned = run.parameters as LearnedValue;
  const { totals, bands, check, recent, first, drift } = run.findings as ValueFindings;
  const per = minorPer(currency);
  return {
    ...{ currency, run: presentRun(run), settings: learned.settings, margin_rate: learned.margin_rate },
    ...{ counts: presentModel(learned.counts), spending: presentModel(learned.spending) },
    totals: { ...totals, value: inMinor(totals.value, per) },
    bands: bands.map((it) => ({
      ...it,
      value: it.value * per,
      least: it.least === null ? null : it.least * per,
    })),
    errors: run.errors as ValueErrors as ValueView['errors'],
    check: check as ValueView['check'],
    ...{ recent, drift: drift ?? { psi: null, error: null } },
    grid: gridOf(learned, countDays(first, run.asOf)),
  };
}

const presentModel = (it: LearnedModel): ValueView['counts'] => ({
  ...{ model: it.model, log_likelihood: it.log_likelihood, converged: it.converged },
  ...{ confidence: it.confidence, customers: it.customers },
  parameters: it.letters.map((letter, n) => ({
    ...{ letter, value: it.parameters[n]!, standard_error: it.standard_errors[n] ?? null },
  })),
});

const inMinor = ({ value, low, high }: MeanRange, per: number): MeanRange => ({
  ...{ value: value * per, low: low === null ? null : low * per, high: high === null ? null : high * per },
});

/**
 * What is expected of one customer as of the day of the newest run, worked out from what they bought by then: with the interval
 * of the mean and that of the outcome. Problems: `no-such-customer`, `not-scored-yet`, `no-value`.
 */
export async function showCustomerValue(ask: ValueAsk, customerId: number): Promise<Result<CustomerValue>> {
  const { platform, shop } = ask;
  const persons = await withShop(platform.db, shop.shopId, (tx) =>
    readPersonsOf(tx, shop.shopId, customerId),
  );
  if (!persons.ok) return persons;
  const run = await readRun(ask);
  if (!run.ok) return run;
  const [bought] = await readBought({ asking: ask, asOf: run.value.asOf }, { persons: persons.value });
  if (bought === undefined) return fail(noValue);
  const learned = run.value.parameters as LearnedValue;
  const forecast = forecaster(learned)(bought);
  return ok({
    ...{ customer: customerId, as_of: run.value.asOf, currency: shop.currency },
    ...{ horizon_weeks: learned.settings.horizon_weeks, confidence: run.value.confidence ?? 'low' },
    known: { repeats: bought.x, last_days: bought.tx, known_days: bought.t },
    ...presentForecast(learned, forecast, minorPer(shop.currency)),
  });
}

const noValue = problem('no-value', 404, {
  zh: '这位客户截至该日没有购买，或已拒绝自动化分析，因此没有价值得分。',
  en: 'This customer had bought nothing by that day, or objected to being profiled, so there is no value of them.',
});

function presentForecast(learned: LearnedValue, it: Forecast, per: number) {
  const ofPurchases = deltaVariance(learned.counts, it.slopes.purchases);
  const ofSpend = deltaVariance(learned.spending, it.slopes.spend);
  const ofValue = ofPurchases === null || ofSpend === null ? null : ofPurchases + ofSpend;
  // Slopes are of logarithms: a share of the figure itself.
  const mean = (value: number, variance: number | null) =>
    meanRange(value, variance === null ? null : variance * value ** 2);
  const { purchases, spend, value } = it;
  return {
    alive: it.alive,
    purchases: { mean: mean(purchases.value, ofPurchases), low: purchases.low, high: purchases.high },
    spend: { value: spend.value * per, low: spend.low * per, high: spend.high * per },
    value: { mean: inMinor(mean(value.value, ofValue), per), low: value.low * per, high: value.high * per },
  };
}
