import type { ForecastAnswer, ForecastSubjects } from '../../../contract/forecast.ts';
import { caught, type Result } from '../../../platform/errors.ts';
import type { Asking } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { daysIssues, type ForecastQuestion, forecastIssues, nothingSold } from './forecast-question.ts';
import { forecastSubject, type Subject } from './forecast-series.ts';
import { lengthOf } from './history.ts';
import { lastDayOf, type Stand, standOf } from './prepare-demand.ts';
import { type Presented, presentForecast } from './present-forecast.ts';
import { readDemand } from './read-demand.ts';

const USUAL = { day: 28, week: 8 } as const;

/**
 * What will be sold of a product, a category or everything, day by day or week by week, with an interval and how well every model
 * did on days it had not seen. Problems: `unusable-question`, `nothing-sold`.
 */
export async function askForecast(question: ForecastQuestion): Promise<Result<ForecastAnswer>> {
  const sound = orUnusable(question, forecastIssues(question));
  return sound.ok ? caught(() => answer(question)) : sound;
}

async function answer(question: ForecastQuestion): Promise<ForecastAnswer> {
  const { by, horizon = USUAL[by], asOf, campaignDays } = question;
  const demand = await readDemand(question, lastDayOf(asOf, by));
  const stand = standOf(demand, horizon * lengthOf(by), campaignDays);
  const { subject, said } = subjectOf(question, stand);
  const outlook = forecastSubject(subject, { grain: by, horizon });
  if (outlook === undefined) throw nothingSold();
  return presentForecast(outlook, { stand, said, grain: by });
}

function subjectOf(
  { product, category }: ForecastQuestion,
  stand: Stand,
): { subject: Subject; said: Presented['said'] } {
  const nothing = { product_id: null, title: '', category: null, stock: null };
  if (product !== undefined) {
    const item = stand.demand.items.find((it) => it.product === product);
    if (item === undefined) throw nothingSold();
    const { title, category: root, stock } = item;
    const said = { kind: 'product' as const, product_id: product, title, category: root, stock };
    return { subject: stand.subjectOf(item), said };
  }
  if (category !== undefined)
    return { subject: stand.categoryOf(category), said: { ...nothing, kind: 'category', category } };
  return { subject: stand.whole(), said: { ...nothing, kind: 'shop' } };
}

const RECENT_DAYS = 28;
const MOST_PRODUCTS = 2000;

export const recentUnits = (days: readonly number[]): number =>
  days.slice(-RECENT_DAYS).reduce((sum, it) => sum + it, 0);

/** What can be forecast: categories and products that were sold in the last 28 days, most first. Problem: `unusable-question`. */
export async function askSubjects(asking: Asking, asOf: string): Promise<Result<ForecastSubjects>> {
  const sound = orUnusable(asking, daysIssues({ asOf }));
  if (!sound.ok) return sound;
  return caught(async () => {
    const { items } = await readDemand(asking, asOf);
    const sold = items
      .map(({ days, ...it }) => ({ ...it, units: recentUnits(days) }))
      .filter((it) => it.units > 0);
    const byUnits = <T extends { units: number }>(all: T[]) => all.sort((a, b) => b.units - a.units);
    const categories = [...Map.groupBy(sold, (it) => it.category)].map(([category, of]) => ({
      ...{ category, units: of.reduce((sum, it) => sum + it.units, 0) },
    }));
    const products = sold
      .filter((it) => it.product !== 0)
      .map(({ product, title, category, units }) => ({
        ...{ product_id: product, title, category, units },
      }));
    return {
      as_of: asOf,
      categories: byUnits(categories),
      products: byUnits(products).slice(0, MOST_PRODUCTS),
    };
  });
}
