import type { DropOffAnswer, DropOffPeople, DropOffQuery } from '../../../contract/drop-off.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import { retentionIssues } from '../behaviour/retention-issues.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { inShop } from '../facts/source.ts';
import { lengthIssues, readLength } from '../funnels/funnel-question.ts';
import { dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type DropOffPlan, dropOffSql, droppedSql } from './drop-off-sql.ts';

async function planDropOff(ask: SelectionAsk, query: DropOffQuery): Promise<Result<DropOffPlan>> {
  const { kind, from, to, within = '7d' } = query;
  const issues = [...dayIssues(from, to), ...lengthIssues(within, 'within')];
  const checked = orUnusable(undefined, issues.length > 0 ? issues : await retentionIssues(ask, from));
  if (!checked.ok) return checked;
  const { timeZone, currency } = ask.shop;
  return ok({
    ...{ kind, from, to, withinMs: readLength(within)!, zone: quote(timeZone), currency },
    now: ask.platform.clock.now(),
  });
}

interface Row extends Readonly<Record<'customers' | 'money', string>> {
  readonly state: 'bought' | 'waiting' | 'dropped' | 'product';
  readonly product: number;
}

const MOST_PRODUCTS = 100;

/** Who browsed or filled a cart and did not pay, and what they left. Problem: `unusable-question`. */
export async function askDropOff(ask: SelectionAsk, query: DropOffQuery): Promise<Result<DropOffAnswer>> {
  const planned = await planDropOff(ask, query);
  if (!planned.ok) return planned;
  const bound = boundValues('d');
  const rows = await question<Row>(ask, dropOffSql(planned.value, bound), bound.params);
  const products = rows.filter((it) => it.state === 'product');
  const titles = await titlesOf(
    ask,
    products.map((it) => it.product),
  );
  const of = (state: Row['state']) => Number(rows.find((it) => it.state === state)?.customers ?? 0);
  const counts = { bought: of('bought'), waiting: of('waiting'), dropped: of('dropped') };
  return ok({
    ...{ from: query.from, to: query.to, within: query.within ?? '7d', currency: ask.shop.currency },
    customers: counts.bought + counts.waiting + counts.dropped,
    ...counts,
    value: Number(rows.find((it) => it.state === 'dropped')?.money ?? 0),
    products: products.slice(0, MOST_PRODUCTS).map((it) => ({
      ...{ product_id: it.product, title: titles.get(it.product) ?? '' },
      ...{ customers: Number(it.customers), value: Number(it.money) },
    })),
    more_products: products.length > MOST_PRODUCTS,
  });
}

async function titlesOf(ask: SelectionAsk, products: readonly number[]): Promise<Map<number, string>> {
  if (products.length === 0) return new Map();
  const rows = await question<{ product_id: number; title: string }>(
    ask,
    `SELECT product_id, title FROM products WHERE ${inShop} AND product_id IN {ids:Array(UInt32)}`,
    { ids: products },
  );
  return new Map(rows.map((row) => [row.product_id, row.title]));
}

type Params = SelectedPeople['params'];

const question = <R>({ clickhouse, shop, signal }: SelectionAsk, sql: string, params: Params): Promise<R[]> =>
  clickhouse.query<R>({ sql, shopId: shop.shopId, params, ...(signal && { signal }) });

/** The people of a state, or of them those who left a product. */
export async function selectDropOffPeople(
  ask: SelectionAsk,
  it: DropOffPeople,
): Promise<Result<SelectedPeople>> {
  const planned = await planDropOff(ask, it);
  if (!planned.ok) return planned;
  const bound = boundValues('behaviour');
  const sql = `SELECT customer_id FROM (${droppedSql(planned.value, bound)}) WHERE state = ${bound.bind(it.state, 'String')}`;
  const left =
    it.product === undefined
      ? ''
      : ` AND arrayExists(item -> item.1 = ${bound.bind(it.product, 'UInt32')}, items)`;
  return ok({ sql: `${sql}${left}`, params: bound.params });
}
