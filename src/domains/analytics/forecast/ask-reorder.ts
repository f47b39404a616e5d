import { setImmediate } from 'node:timers/promises';
import type { ReorderAnswer, ReorderRow } from '../../../contract/forecast.ts';
import { caught, type Result } from '../../../platform/errors.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { recentUnits } from './ask-forecast.ts';
import { daysIssues, type ReorderQuestion } from './forecast-question.ts';
import { forecastSubject } from './forecast-series.ts';
import { type Stand, standOf } from './prepare-demand.ts';
import { type Item, readDemand } from './read-demand.ts';
import { reorderOf } from './reorder-rules.ts';

/** Looks back of less than two weeks say little of an error. */
const LEAST_HORIZON = 14;

/**
 * What to order now of the products that sell most. Some 20 ms of processor a product, in pieces: others are served between
 * them, and it ends when the caller goes away. Problem: `unusable-question`.
 */
export async function askReorder(question: ReorderQuestion): Promise<Result<ReorderAnswer>> {
  const sound = orUnusable(question, daysIssues(question));
  return sound.ok ? caught(() => answer(question)) : sound;
}

async function answer(question: ReorderQuestion): Promise<ReorderAnswer> {
  const { leadDays, reviewDays, service, limit, category, asOf, campaignDays, signal } = question;
  const horizon = Math.max(LEAST_HORIZON, leadDays + reviewDays);
  const demand = await readDemand(question, asOf);
  const stand = standOf(demand, horizon, campaignDays);
  const sold = demand.items.filter(
    (it) =>
      it.product !== 0 && recentUnits(it.days) > 0 && (category === undefined || it.category === category),
  );
  sold.sort((a, b) => recentUnits(b.days) - recentUnits(a.days) || a.product - b.product);
  const rows: ReorderRow[] = [];
  for (const item of sold.slice(0, limit)) {
    signal?.throwIfAborted();
    rows.push(rowOf(item, stand, { ...question, horizon }));
    await setImmediate();
  }
  rows.sort((a, b) => coverOf(a) - coverOf(b) || b.units - a.units);
  return { as_of: asOf, lead_days: leadDays, review_days: reviewDays, service, products: sold.length, rows };
}

const coverOf = ({ cover_days: cover }: ReorderRow): number => cover ?? Number.MAX_VALUE;

function rowOf(item: Item, stand: Stand, supply: ReorderQuestion & { horizon: number }): ReorderRow {
  // It was sold in the last 28 days, so that there is an outlook.
  const outlook = forecastSubject(stand.subjectOf(item), { grain: 'day', horizon: supply.horizon })!;
  const wapeOf = (model: string) => outlook.tried.find((it) => it.model === model)?.wape ?? null;
  return {
    ...{ product_id: item.product, title: item.title, category: item.category },
    ...{ units: recentUnits(item.days), model: outlook.model, confidence: outlook.confidence },
    ...{ wape: wapeOf(outlook.model), naive_wape: wapeOf('seasonal-naive'), stock: item.stock },
    ...reorderOf(outlook.means, outlook.trials, { ...supply, stock: item.stock }),
    sold_out_days: outlook.gaps.reduce((sum, it) => sum + it.to - it.from + 1, 0),
  };
}
