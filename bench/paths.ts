import { answerPath } from '../src/domains/analytics/paths/ask-path.ts';
import { readWords } from '../src/domains/analytics/paths/visit-words.ts';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { days, ratios, shop, sizes, takeTurns, withBehaviourShop } from './behaviour-shop.ts';

const depth = 3;

/**
 * The best query known for the same answer on these rows: links of three steps onwards from the first Product Viewed of
 * each visit, repeats folded, with whose they are. It relies on what a general one may not: the names are known, no
 * orders, every part merged, nothing to fold into "others". The ways tried: windows over rows (four times slower), a slice
 * of its array for each start (slower for those with many events).
 */
const handWritten = `
SELECT step.1 AS link, count() AS paths, sum(step.2) AS spent, uniqExact(customer) AS customers FROM (
  SELECT customer, arrayJoin(arrayConcat(
    arrayMap((a, b, x, y, v, w) -> tuple(toUInt32(256 + a * 16 + if(w = v, b, 0)), if(w = v, toUInt64(y - x), toUInt64(0))), w0, w1, t0, t1, v0, v1),
    arrayMap((a, b, x, y, v, u, w) -> if(u = v, tuple(toUInt32(512 + a * 16 + if(w = v, b, 0)), if(w = v, toUInt64(y - x), toUInt64(0))), tuple(toUInt32(0), toUInt64(0))), w1, w2, t1, t2, v0, v1, v2),
    arrayMap((a, b, x, y, v, u, w) -> if(u = v, tuple(toUInt32(768 + a * 16 + if(w = v, b, 0)), if(w = v, toUInt64(y - x), toUInt64(0))), tuple(toUInt32(0), toUInt64(0))), w2, w3, t2, t3, v0, v2, v3))) AS step
  FROM (
    SELECT customer, ${[0, 1, 2, 3]
      .flatMap((n) =>
        ['w', 't', 'v'].map(
          (it) =>
            `arrayFilter((x, f) -> f, ${n === 0 ? it : `arrayShiftLeft(${it}, ${n}, toUInt64(0))`}, first) AS ${it}${n}`,
        ),
      )
      .join(', ')}
    FROM (
      SELECT customer, w, t, v, arrayMap((x, y) -> x != 0 AND x != y, hit, arrayShiftRight(arrayFill(x -> x != 0, hit), 1, toUInt64(0))) AS first FROM (
        SELECT customer, w, t, v, arrayMap((x, y) -> if(x = 1, y, 0), w, v) AS hit FROM (
        SELECT customer, arrayFilter((x, f) -> f, words, fresh) AS w, arrayFilter((x, f) -> f, times, fresh) AS t, arrayFilter((x, f) -> f, visits, fresh) AS v
        FROM (
          SELECT *, arrayMap((x, y, a, b) -> x != y OR a != b, words, arrayShiftRight(words, 1, toUInt64(0)), visits, arrayShiftRight(visits, 1, toUInt64(0))) AS fresh FROM (
            SELECT customer, times, words, arrayCumSum(arrayMap((x, y) -> toUInt8(x > y + 1800000), times, arrayShiftRight(times, 1, toUInt64(0)))) AS visits FROM (
              SELECT customer, arrayMap(key -> bitShiftRight(key, 4), keys) AS times, arrayMap(key -> bitAnd(key, 15), keys) AS words FROM (
                SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer,
                  arraySort(groupArrayArray(part)) AS keys
                FROM (
                  SELECT person_id, groupArray(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(corrected_time)), 4) + multiIf(name = 'Product Viewed', 1, name = 'Page Viewed', 2, name = 'Product Added', 3, name = 'Checkout Started', 4, 5)) AS part
                  FROM events WHERE shop_id = {shop:UInt32} GROUP BY person_id
                ) GROUP BY customer
              )
            )
          )
        ) ) WHERE has(w, 1)
      )
    )
  )
) WHERE step.1 != 0 GROUP BY link SETTINGS final = 0`;

interface HandRow {
  readonly link: number;
  readonly paths: string;
  readonly customers: string;
}

/** Paths of three steps onwards from a look at a product, over every day of the shop. */
export function pathFigures(): Promise<object> {
  return withBehaviourShop(async (clickhouse) => {
    const ask = () => askOurs(clickhouse);
    const byHand = () => clickhouse.query<HandRow>({ sql: handWritten, shopId: 1 });
    const answer = await ask();
    const hand = await byHand();
    const took = await takeTurns(5, { ours: ask, hand: byHand });
    return {
      ...sizes,
      paths: answer.paths,
      links: answer.links.length,
      same_answer: textOf(answer.links) === textOf(hand),
      ...{ paths_took: took.ours, hand_written: took.hand },
      ...ratios(took.ours, took.hand),
      at_most: { ratio: 1.3 },
    };
  });
}

async function askOurs(clickhouse: ClickHouse) {
  const settings = { session_gap_minutes: 30, page_rules: [] };
  const scope = { asking: { clickhouse, shop }, zone: `'${shop.timeZone}'`, ...days, settings };
  const words = await readWords(scope, false);
  return answerPath({ scope, words, event: 'Product Viewed', isForward: true, depth, top: 10, folds: true });
}

/** Figures without the names, which both number in their own way. */
const textOf = (links: readonly { paths: number | string; customers: number | string }[]): string =>
  links
    .map((it) => `${it.paths} ${it.customers}`)
    .sort()
    .join('\n');
