import { askFunnel } from '../src/domains/analytics/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { orThrow } from '../src/platform/errors.ts';
import { days, ratios, shop, sizes, takeTurns, withBehaviourShop } from './behaviour-shop.ts';

const steps = ['Product Viewed', 'Product Added', 'Order Completed'];
const week = 7 * 86_400_000;

/**
 * The best query known for the same answer on these rows: customers, mean and median time by step of the furthest
 * attempt. It relies on what a general one may not: three events of different names, no document, no filter, every part
 * merged. `windowFunnel` beside it answers less: how many got how far.
 */
const handWritten = `
SELECT [count(), countIf(level > 1), countIf(level > 2)] AS reached,
  [sumIf(b - a, level > 1), sumIf(c - b, level > 2)] AS spent,
  [quantileExactInclusiveIf(0.5)(b - a, level > 1), quantileExactInclusiveIf(0.5)(c - b, level > 2)] AS medians
FROM (
  SELECT t[at] AS a, second[at] AS b, third[at] AS c, levels[at] AS level FROM (
    SELECT t, second, third, arrayMap((x, k, u, v) -> if(k != 1, 0, multiIf(u = 0 OR u > x + ${week}, 1, v = 0 OR v > x + ${week}, 2, 3)), t, s, second, third) AS levels,
      indexOf(levels, arrayMax(levels)) AS at
    FROM (
      SELECT t, s, arrayReverseFill(x -> x != 0, arrayMap((x, k) -> if(k = 2, x, 0), t, s)) AS second,
        arrayReverseFill((x, k) -> k = 2, arrayMap((x, k) -> if(k = 2, x, 0), next, s), s) AS third
      FROM (
        SELECT t, s, arrayReverseFill(x -> x != 0, arrayMap((x, k) -> if(k = 3, x, 0), t, s)) AS next FROM (
          SELECT arrayMap(key -> bitShiftRight(key, 2), keys) AS t, arrayMap(key -> bitAnd(key, 3), keys) AS s FROM (
            SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer,
              arraySort(groupArrayArray(part)) AS keys
            FROM (
              SELECT person_id, groupArray(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(corrected_time)), 2) + multiIf(name = 'Product Viewed', 1, name = 'Product Added', 2, 3)) AS part
              FROM events WHERE shop_id = {shop:UInt32} AND name IN ('Product Viewed', 'Product Added', 'Order Completed') GROUP BY person_id
            ) GROUP BY customer
          )
        )
      )
    ) WHERE has(s, 1)
  )
) SETTINGS final = 0`;

const levelsOnly = `
SELECT level, count() AS customers FROM (
  SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer,
    windowFunnel(${week})(toUInt64(toUnixTimestamp64Milli(corrected_time)), name = 'Product Viewed', name = 'Product Added', name = 'Order Completed') AS level
  FROM events WHERE shop_id = {shop:UInt32} AND name IN ('Product Viewed', 'Product Added', 'Order Completed') GROUP BY customer
) GROUP BY level SETTINGS final = 0`;

interface HandWritten {
  readonly reached: readonly string[];
  readonly spent: readonly string[];
  readonly medians: readonly number[];
}

/** A funnel of three steps within a week over every day of the shop. */
export function funnelFigures(): Promise<object> {
  return withBehaviourShop(async (clickhouse) => {
    const question = { steps: steps.join(','), window: '7d', ...days };
    const ask = async () => orThrow(await askFunnel({ clickhouse, shop, ...question }, systemClock));
    const byHand = async () => (await clickhouse.query<HandWritten>({ sql: handWritten, shopId: 1 }))[0]!;
    const answer = await ask();
    const hand = await byHand();
    const took = await takeTurns(5, {
      ours: ask,
      hand: byHand,
      levels: () => clickhouse.query({ sql: levelsOnly, shopId: 1 }),
    });
    return {
      ...sizes,
      customers_by_step: answer.bars.map((it) => it.customers),
      same_answer: isSame(answer.bars, hand),
      ...{ funnel: took.ours, hand_written: took.hand, window_funnel_levels_only: took.levels },
      ...ratios(took.ours, took.hand),
      to_levels_only: ratios(took.ours, took.levels),
      at_most: { ratio: 1.3 },
    };
  });
}

interface Bar {
  readonly customers: number;
  readonly mean_seconds: number | null;
  readonly median_seconds: number | null;
}

const isSame = (bars: readonly Bar[], { reached, spent, medians }: HandWritten): boolean =>
  bars.every(
    (bar, n) =>
      bar.customers === Number(reached[n]) &&
      (n === 0 ||
        (bar.mean_seconds === Number(spent[n - 1]) / bar.customers / 1000 &&
          bar.median_seconds === medians[n - 1]! / 1000)),
  );
