import type { ScoreKind } from '../../../contract/score-kind.ts';
import { scoreKinds } from '../../../contract/score-kinds.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Column, column, type ExportAsk, type Row } from '../../../platform/exports/index.ts';
import { type CurrentScore, currentScores, scoresOfCustomers } from '../scores/current-scores.ts';

const codeOf = ({ code }: Pick<ScoreKind, 'code'>): string => code.replaceAll('-', '_');

const typeOf = ({ unit }: ScoreKind) => (unit === 'money' || unit === 'word' ? types[unit] : 'number');
const types = { money: 'money', word: 'text' } as const;

/** A column a kind of score, and two where it has an interval. */
export const modelColumns: readonly Column[] = scoreKinds.flatMap((kind): Column[] => {
  const type = typeOf(kind);
  const { zh, en } = kind.label;
  const value = column(codeOf(kind), [zh, en], type);
  if (kind.interval === undefined) return [value];
  const ends = [column(`${codeOf(kind)}_low`, [`${zh}下限`, `${en}, low`], type)];
  return [value, ...ends, column(`${codeOf(kind)}_high`, [`${zh}上限`, `${en}, high`], type)];
});

/** Adds to rows of scores what models say of the same people, as of the latest day that is not later than the export's. */
export async function modelScores(
  ask: ExportAsk,
  asOf: string,
): Promise<(rows: readonly Row[], customers: readonly number[]) => Promise<Row[]>> {
  const { platform, shop, signal, columns } = ask;
  const wanted = scoreKinds.filter(
    (kind) =>
      columns.has(codeOf(kind)) || columns.has(`${codeOf(kind)}_low`) || columns.has(`${codeOf(kind)}_high`),
  );
  if (wanted.length === 0) return async (rows) => [...rows];
  const all = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId, asOf));
  const current: CurrentScore[] = all.filter(({ code }) => wanted.some((kind) => kind.code === code));
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  return async (rows, customers) => {
    const found = Map.groupBy(await scoresOfCustomers(asking, current, customers), (it) => it.customerId);
    return rows.map((row, n) => Object.assign({ ...row }, ...(found.get(customers[n]!) ?? []).map(cellsOf)));
  };
}

/** Money is whole minor units in every file. */
function cellsOf({
  code,
  value,
  word,
  low,
  high,
}: {
  code: string;
  value: number;
  word: string | null;
  low: number | null;
  high: number | null;
}): Row {
  const isMoney = scoreKinds.find((kind) => kind.code === code)?.unit === 'money';
  const cell = (it: number | null) => (it === null || !isMoney ? it : Math.round(it));
  const name = codeOf({ code });
  if (word !== null) return { [name]: word };
  return { [name]: cell(value), [`${name}_low`]: cell(low), [`${name}_high`]: cell(high) };
}
