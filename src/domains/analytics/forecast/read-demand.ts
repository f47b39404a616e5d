import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { addDays, countDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { campaignSql, demandSql, shelfSql } from './demand-sql.ts';

/** A product as one number across channels. */
export interface Item {
  readonly product: number;
  readonly title: string;
  readonly category: string;
  /** Null where no channel told it. */
  readonly stock: number | null;
  /** Units a day from `Demand.from` on; empty of what was never sold in the window. */
  readonly days: readonly number[];
}

export interface Demand {
  readonly from: string;
  /** Last whole shop day. */
  readonly asOf: string;
  /** Lines of no known product are item 0. */
  readonly items: readonly Item[];
  /** Of the shop's short campaigns. */
  readonly campaignDays: ReadonlySet<string>;
}

/** Two years and a bit: every occasion twice. */
const WINDOW_DAYS = 770;

interface Sold {
  readonly item: number;
  readonly root: string;
  readonly sold: readonly (readonly [number, string | number])[];
}

interface Shelf {
  readonly item: number;
  readonly name: string;
  readonly root: string;
  readonly told: string;
  readonly on_hand: string;
}

const DAY = 86_400_000;

/** What was sold of everything, day by day. */
export async function readDemand(asking: Asking, asOf: string): Promise<Demand> {
  const { clickhouse, shop, signal } = asking;
  const from = addDays(asOf, 1 - WINDOW_DAYS);
  const ask = <Row>(sql: string, params: Record<string, Param>) =>
    clickhouse.query<Row>({ sql, shopId: shop.shopId, params, ...(signal && { signal }) });
  const days = { from, as_of: asOf };
  const [sold, shelves, campaigns] = await Promise.all([
    ask<Sold>(demandSql({ zone: quote(shop.timeZone) }), days),
    ask<Shelf>(shelfSql, {}),
    ask<{ day: string }>(campaignSql, days),
  ]);
  const known = new Map(shelves.map((it) => [Number(it.item), it]));
  const first = Date.parse(`${from}T00:00:00Z`) / DAY;
  const length = countDays(from, asOf);
  const items = sold.map((it) => itemOf(it, known.get(Number(it.item)), { first, length }));
  return { from, asOf, items, campaignDays: new Set(campaigns.map((it) => it.day)) };
}

function itemOf(
  { item, root, sold }: Sold,
  shelf: Shelf | undefined,
  at: { first: number; length: number },
): Item {
  const days = new Array<number>(at.length).fill(0);
  // A line of stock taken back has less than nothing: a day of those is a day of no demand.
  for (const [day, units] of sold) days[Number(day) - at.first] = Math.max(0, Number(units));
  return {
    ...{ product: Number(item), title: shelf?.name ?? '', category: shelf?.root ?? root, days },
    stock: shelf === undefined || Number(shelf.told) === 0 ? null : Number(shelf.on_hand),
  };
}

/** Everything of some items together. */
export function together(items: readonly Item[]): number[] {
  const days = [...(items[0]?.days ?? [])].map(() => 0);
  for (const item of items)
    item.days.forEach((units, n) => {
      days[n]! += units;
    });
  return days;
}
