import type { ExposureWay, Lift, LiftScore } from '../../../contract/lift.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Issue, ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readHoldout } from '../../compliance/index.ts';
import { addDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type Cell, compareArms, confidenceOf } from './lift-rules.ts';
import { liftSql, waysSql } from './lift-sql.ts';

export interface LiftAsk extends Asking {
  readonly platform: Pick<Platform, 'db' | 'clock'>;
  readonly score: LiftScore;
  /** Shop days of acts, both inclusive; unless told up to today, and from 90 days before whose days are over. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Shop days within which what was bought counts. */
  readonly days: number;
}

const SPAN = 90;

/**
 * What acting by a score brought: orders and net sales of those acted on, within some days of their first act, against those of
 * the universal holdout who would have been acted on, in the same band of the score. Problem: `unusable-question`.
 */
export async function showLift(ask: LiftAsk): Promise<Result<Lift>> {
  const { platform, shop, score, days } = ask;
  const today = shopDay(platform.clock.now(), shop);
  const to = ask.to ?? today;
  const from = ask.from ?? (dayIssue('to', to).length > 0 ? to : addDays(to, -SPAN - days));
  const checked = orUnusable(ask, issuesOf(from, to));
  if (!checked.ok) return checked;
  const params = { score, from, to, days, today, currency: shop.currency };
  const rows = await put<LiftRow>(ask, liftSql({ zone: quote(shop.timeZone) }), params);
  const ways = await put<WayRow>(ask, waysSql, { score, from, to });
  const holdout = await withShop(platform.db, shop.shopId, (tx) => readHoldout(tx, shop.shopId));
  return ok({
    ...{ score, from, to, days, currency: shop.currency, holdout_share: holdout.share / 10_000 },
    ...presentArms(rows),
    ways: presentWays(ways),
  });
}

const issuesOf = (from: string, to: string): Issue[] => {
  const days = [...dayIssue('from', from), ...dayIssue('to', to)];
  return days.length > 0 || from <= to ? days : [backwards];
};

const backwards: Issue = {
  ...{ code: 'from-after-to', field: 'from' },
  message: { zh: '开始日期晚于结束日期', en: 'The first day lies behind the last' },
};

interface LiftRow {
  readonly side: number;
  readonly band: number;
  readonly is_over: number;
  readonly customers: string;
  readonly orders: number;
  readonly orders_squared: number;
  readonly net: number;
  readonly net_squared: number;
}

interface WayRow {
  readonly way: ExposureWay;
  readonly is_held: number;
  readonly customers: string;
}

const put = <Row>(
  { clickhouse, shop, signal }: LiftAsk,
  sql: string,
  params: Record<string, string | number>,
): Promise<Row[]> =>
  clickhouse.query<Row>({ sql, shopId: shop.shopId, params, seconds: 60, ...(signal && { signal }) });

function presentArms(rows: readonly LiftRow[]) {
  const over = rows.filter((it) => it.is_over === 1 && it.side < 2);
  const cells = (sums: (row: LiftRow) => Pick<Cell, 'sum' | 'squares'>) =>
    compareArms(
      over.map((row) => ({
        ...{ isHeld: row.side === 1, band: row.band, customers: Number(row.customers) },
        ...sums(row),
      })),
    );
  const orders = cells((row) => ({ sum: row.orders, squares: row.orders_squared }));
  const sales = cells((row) => ({ sum: row.net, squares: row.net_squared }));
  const count = (some: readonly LiftRow[]) => some.reduce((sum, row) => sum + Number(row.customers), 0);
  return {
    acted_on: {
      ...{ customers: count(over.filter(({ side }) => side === 0)), compared: orders?.actedOn ?? 0 },
      ...{ orders: orders?.meanActedOn ?? null, net_sales: sales?.meanActedOn ?? null },
    },
    held_out: {
      ...{ customers: count(over.filter(({ side }) => side === 1)), compared: orders?.heldOut ?? 0 },
      ...{ orders: orders?.meanHeldOut ?? null, net_sales: sales?.meanHeldOut ?? null },
    },
    ...{ orders: orders?.difference ?? null, net_sales: sales?.difference ?? null },
    confidence: confidenceOf(orders),
    running: count(rows.filter((it) => it.is_over === 0 && it.side < 2)),
    mixed: count(rows.filter(({ side }) => side === 2)),
  };
}

function presentWays(rows: readonly WayRow[]): Lift['ways'] {
  const found = Map.groupBy(rows, ({ way }) => way);
  const count = (own: readonly WayRow[], held: number) =>
    Number(own.find(({ is_held }) => is_held === held)?.customers ?? 0);
  return [...found].map(([way, own]) => ({ way, acted_on: count(own, 0), held_out: count(own, 1) }));
}
