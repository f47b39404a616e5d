import type { CustomerFigures } from '../../../contract/people.ts';

/** Columns of `people` that make the figures of a customer. */
export const figuresSql = `customer_id, orders, paid_minor, refunded_minor, net_minor,
  toUnixTimestamp64Milli(first_paid) AS first_ms, toUnixTimestamp64Milli(last_paid) AS last_ms,
  r, f, m, rfm_group, quadrant, stage, channel, barred`;

export interface FiguresRow {
  readonly customer_id: number;
  readonly orders: number;
  readonly paid_minor: string;
  readonly refunded_minor: string;
  readonly net_minor: string;
  readonly first_ms: string;
  readonly last_ms: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly rfm_group: string;
  readonly quadrant: string;
  readonly stage: string;
  readonly channel: string;
  readonly barred: number;
}

/** Whoever objected to being profiled has figures, and no scores. */
export function toFigures(row: FiguresRow): CustomerFigures {
  const buyer = row.orders > 0;
  const instant = (milliseconds: string) => (buyer ? new Date(Number(milliseconds)).toISOString() : null);
  return {
    ...{ orders: row.orders, paid: Number(row.paid_minor), refunded: Number(row.refunded_minor) },
    ...{ net_sales: Number(row.net_minor), channel: row.channel },
    ...{ first_order_at: instant(row.first_ms), last_order_at: instant(row.last_ms) },
    scores: buyer && row.barred === 0 ? scoresOf(row) : null,
    stage: row.barred === 0 ? row.stage : null,
    model_scores: [],
  };
}

const scoresOf = (row: FiguresRow) => ({
  ...{ recency: row.r, frequency: row.f, monetary: row.m },
  ...{ rfm_group: row.rfm_group, quadrant: row.quadrant },
});
