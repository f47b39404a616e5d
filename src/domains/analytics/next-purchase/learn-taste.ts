import type { CategoryCheck } from '../../../contract/next-purchase.ts';
import { customerOf } from '../facts/scope.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { onlyThese } from '../rfm/buyers-sql.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { type CategoryDays, chooseTaste, judgeTaste, sharesOf, type Taste } from './taste-rules.ts';
import { tasteSql } from './taste-sql.ts';

export type LearnedTaste = Taste;

/** Enough for hits to half a percent. */
const MOST_CUSTOMERS = 20_000;

interface Asked {
  readonly asOf: string;
  readonly until: string;
  readonly sample?: number;
  /** Only the customer of these persons. */
  readonly persons?: readonly number[];
}

interface Row extends CategoryDays {
  readonly customer_id: number;
}

/** Days of purchase by category of some customers, counted from `asOf`, up to `until`. */
export function readCategoryDays(asking: Asking, it: Asked): Promise<Row[]> {
  const { clickhouse, shop, signal } = asking;
  const customer = customerOf('person_id');
  const drawn = `({sample:UInt32} = 1 OR cityHash64(${customer}) % {sample:UInt32} = 0)`;
  const among = it.persons === undefined ? { persons: drawn } : onlyThese;
  return clickhouse.query<Row>({
    sql: tasteSql({ ...standingAt(asking, '{until:Date}'), ...among }),
    shopId: shop.shopId,
    params: {
      ...{ currency: shop.currency, calibration: it.asOf, until: it.until, sample: it.sample ?? 1 },
      ...(it.persons && { persons: it.persons }),
    },
    seconds: 120,
    ...(signal && { signal }),
  });
}

/**
 * How much one's own past by category says of the next purchase: chosen on one window, and held against the next, which it did not see. What
 * is kept is chosen on the latter, with the shares of everything up to the day.
 */
export async function learnTaste(
  { asking, asOf, lastNumber }: { asking: Asking; asOf: string; lastNumber: number },
  { before, windowDays }: { before: string; windowDays: number },
): Promise<{ taste: LearnedTaste; check: CategoryCheck | null }> {
  const sample = Math.max(1, Math.ceil(lastNumber / MOST_CUSTOMERS));
  const then = await readCategoryDays(asking, { asOf: addDays(before, -windowDays), until: before, sample });
  const now = await readCategoryDays(asking, { asOf: before, until: asOf, sample });
  const shares = sharesOf(now.map((it) => ({ ...it, days: it.days.map((day) => day - windowDays) })));
  const checked = { ...(await chooseTaste(then, windowDays)), shares: sharesOf(now) };
  return {
    taste: { ...(await chooseTaste(now, windowDays)), shares },
    check: then.length === 0 ? null : await judgeTaste(now, checked, windowDays),
  };
}
