import { mostCells } from '../../../contract/explore-words.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { ProblemError, problem } from '../../../platform/errors.ts';
import type { Measure } from '../catalog/measure.ts';
import type { Scope } from '../facts/scope.ts';
import { compileGreatest, compilePivot } from './compile-pivot.ts';
import type { FoundRow } from './fold-cells.ts';
import type { Plan } from './plan-pivot.ts';

interface Asked {
  readonly measures: readonly Measure[];
  readonly scope: Scope;
  readonly params: Readonly<Record<string, Param>>;
}

interface EngineRow extends Readonly<Record<string, unknown>> {
  readonly period_start: string;
  readonly split_values: readonly string[];
}

/** Seconds one table may take: it is dragged together before somebody's eyes. */
const SECONDS = 20;

/** Rows of one table. Throws the problem `too-many-cells`, never a cut answer; nothing is asked of no measures. */
export async function runTable(
  { clickhouse, shop, signal }: Plan,
  { measures, scope, params }: Asked,
): Promise<FoundRow[]> {
  if (measures.length === 0) return [];
  const rows = await clickhouse.query<EngineRow>({
    sql: compilePivot(measures, scope, mostCells + 1),
    ...{ shopId: shop.shopId, params, seconds: SECONDS },
    ...(signal && { signal }),
  });
  if (rows.length > mostCells) throw new ProblemError(tooManyCells);
  return rows.map((row) => ({
    period: row.period_start,
    values: row.split_values,
    sums: measures.map((_, n) => [Number(row[`n_${n}`]), Number(row[`d_${n}`])] as const),
  }));
}

interface AskedGreatest extends Omit<Asked, 'measures'> {
  readonly measure: Measure;
  readonly count: number;
}

/** The values of the scope's one split whose measure is greatest. */
export async function runGreatest(
  { clickhouse, shop, signal }: Plan,
  { measure, scope, params, count }: AskedGreatest,
): Promise<string[]> {
  const rows = await clickhouse.query<{ readonly value: string }>({
    sql: compileGreatest(measure, scope, count),
    ...{ shopId: shop.shopId, params, seconds: SECONDS },
    ...(signal && { signal }),
  });
  return rows.map(({ value }) => value);
}

const tooManyCells = problem('too-many-cells', 422, {
  zh: `结果超过 ${mostCells} 格，请减少维度、缩短区间，或只取前 N 项`,
  en: `More than ${mostCells} cells: take fewer dimensions, fewer days, or only the top values`,
});
