import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { Asking } from './question.ts';
import { type Marked, rememberMarked } from './remember-marked.ts';

const memories = new WeakMap<ClickHouse, Marked>();

/** What was counted from a ClickHouse, of all its shops. */
function memoryOf(clickhouse: ClickHouse): Marked {
  const memory = memories.get(clickhouse) ?? rememberMarked();
  memories.set(clickhouse, memory);
  return memory;
}

/** A question with the mark of the data it asks about, and the last day that the mark is of. */
export interface MarkedAsking extends Asking {
  readonly mark: string;
  readonly until: string;
}

const keyOf = ({ shop, until }: MarkedAsking, what: readonly unknown[]): string =>
  JSON.stringify([shop.shopId, shop.timeZone, shop.currency, until, what]);

/** What was counted of this before, unless the shop's data changed since. */
export const find = <T>(asking: MarkedAsking, what: readonly unknown[]): T | undefined =>
  memoryOf(asking.clickhouse).find<T>(keyOf(asking, what), asking.mark);

/** `rows`: how many it weighs as. */
export const keep = (
  asking: MarkedAsking,
  what: readonly unknown[],
  it: { readonly value: unknown; readonly rows: number },
): void => memoryOf(asking.clickhouse).keep(keyOf(asking, what), asking.mark, it);

/** What is known of this; else counts it and keeps it. */
export async function remembered<Row>(
  asking: MarkedAsking,
  what: readonly unknown[],
  count: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const known = find<readonly Row[]>(asking, what);
  if (known !== undefined) return known;
  const counted = await count();
  keep(asking, what, { value: counted, rows: counted.length });
  return counted;
}
