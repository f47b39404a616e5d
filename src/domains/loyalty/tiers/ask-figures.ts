import type { TierRules } from '../../../contract/tiers.ts';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, boundValues, currentScores, usePeople } from '../../analytics/index.ts';
import { figuresSql } from './figures-sql.ts';
import { clvSql, rfmSql } from './profile-sql.ts';

/** Customers of which numbers one statement of PostgreSQL takes. */
export const BUCKET = 100_000;

/** What the measure says of the customers of one span of numbers: lists of the same length, as texts that PostgreSQL reads as they are. */
export interface FigureBucket {
  /** Customers from bucket * BUCKET on. */
  readonly bucket: number;
  readonly customers: string;
  readonly figures: string;
  readonly ahead: string;
  readonly ungiven: string;
}

export interface Measuring {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly rules: TierRules;
  /** Shop day. */
  readonly day: string;
  /** All persons of the customers that are asked about; everybody unless told. */
  readonly persons?: readonly number[] | undefined;
}

/**
 * What the measure says of everybody who has more than nothing; a million customers are 30 MB of text. Undefined: what
 * the measure goes by was never counted, so that nobody can be judged.
 */
export async function askFigures(it: Measuring): Promise<FigureBucket[] | undefined> {
  const bound = boundValues('tier');
  const sql = await measureSql(it, bound);
  if (sql === undefined) return undefined;
  return readBuckets(it.platform.clickhouse, { sql, shopId: it.shop.shopId, params: bound.params });
}

async function measureSql(
  { platform, shop, rules, day, persons }: Measuring,
  bound: ReturnType<typeof boundValues>,
): Promise<string | undefined> {
  const only = persons && bound.bind(persons, 'Array(UInt32)');
  if (rules.measure === 'rfm') return rfmSql(await usePeople({ platform, shop }), { bound, only });
  if (rules.measure === 'clv') {
    const scores = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId));
    const run = scores.find(({ code }) => code === 'lifetime-value');
    return run && clvSql(run, { bound, only });
  }
  return figuresSql({ rules, day, zone: quote(shop.timeZone), currency: shop.currency, bound, only });
}

const listed = (column: string): string => `arrayStringConcat(groupArray(toString(${column})), ',')`;

function readBuckets(
  clickhouse: ClickHouse,
  { sql, ...question }: Parameters<ClickHouse['query']>[0],
): Promise<FigureBucket[]> {
  return clickhouse.query<FigureBucket>({
    ...question,
    sql: `SELECT toUInt32(intDiv(customer_id, ${BUCKET})) AS bucket, ${listed('customer_id')} AS customers,
  ${listed('figure')} AS figures, ${listed('ahead')} AS ahead, ${listed('ungiven')} AS ungiven
FROM (${sql}) GROUP BY bucket ORDER BY bucket`,
    seconds: 120,
  });
}
