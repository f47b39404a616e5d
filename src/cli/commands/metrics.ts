import { askMetric, type MetricAnswer, moneyColumns } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { amountCell } from '../money.ts';
import { choice, day, required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke metrics`: one measure of the catalogue over shop days. */
export const command = engineCommand({
  name: 'metrics',
  summary: { zh: '查询一个指标', en: 'answer one measure of the catalogue' },
  options: {
    shop,
    measure: required(
      text('CODE', { zh: '指标代码，如 net-sales', en: 'code of the measure, such as net-sales' }),
    ),
    from: required(day({ zh: '首日 (含)', en: 'first shop day, inclusive' })),
    to: required(day({ zh: '末日 (含)', en: 'last shop day, inclusive' })),
    by: choice(['day', 'week', 'month', 'quarter', 'year'], {
      ...{ zh: '按日，周，月，季或年', en: 'one row a day, week, month, quarter or year' },
    }),
    dimension: text('NAME', { zh: '按维度拆分，如 channel', en: 'one row a value of it, such as channel' }),
  },
  async run({ platform, options, language, signal, result }) {
    const { shop: slug, ...question } = options;
    const asked = {
      ...question,
      clickhouse: platform.clickhouse,
      shop: await shopOf(platform, slug),
      signal,
    };
    const answer = orThrow(await askMetric(asked));
    result(answer, () => metricTable(answer, language));
  },
});

const chinese: Readonly<Record<string, string>> = {
  period: '时段',
  value: '值',
  numerator: '分子',
  denominator: '分母',
};

/** Money as people write it; `--json` has minor units, and averages in full. */
function metricTable({ measure, unit, currency, rows }: MetricAnswer, language: Language): string {
  const head = Object.keys(rows[0] ?? { period: '', value: 0 });
  const money = moneyColumns(measure);
  const cells = rows.map((row) =>
    head.map((name) => {
      const cell = row[name];
      return typeof cell === 'number' && money.has(name) ? amountCell(currency, cell) : readable(cell);
    }),
  );
  return `${unit === 'money' ? `${measure} (${currency})` : measure}\n${table(language === 'zh' ? head.map((name) => chinese[name] ?? name) : head, cells)}`;
}

/** Ratios to four places: `--json` has them in full. */
const readable = <Value>(cell: Value): Value | number =>
  typeof cell === 'number' && !Number.isInteger(cell)
    ? Number(cell.toFixed(Math.abs(cell) < 100 ? 4 : 2))
    : cell;
