import type { PivotAnswer, PivotQuestion } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import type { Text } from '../../../platform/errors.ts';
import {
  type Column,
  type ColumnType,
  column,
  type ExportNoun,
  type Row,
} from '../../../platform/exports/index.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import { splitDimensions } from '../catalog/dimensions.ts';
import type { Measure } from '../catalog/measure.ts';
import { orderKeys } from './order-keys.ts';
import { timeLabel } from './present-explore.ts';

interface Exported {
  readonly question: PivotQuestion;
  readonly answer: PivotAnswer;
  readonly language: 'zh' | 'en';
}

const words = {
  total: { zh: '合计', en: 'Total' },
  other: { zh: '其他', en: 'Other' },
  none: { zh: '(空)', en: '(none)' },
  before: { zh: '对比期', en: 'compared with' },
} as const;

/** One column of numbers: a heading across the top, a measure, now or in the period compared with. */
interface NumberColumn extends Column {
  readonly across: string;
  readonly place: number;
  readonly side: 'value' | 'before';
}

/** An answer as something that can be exported: its table as it was laid out. */
export function pivotNoun({ question, answer, language }: Exported): ExportNoun {
  const heads = question.rows.map((code, n) => column(`row_${n + 1}`, both(labelOfDimension(code))));
  const numbers = numberColumns(question, answer, language);
  return {
    ...{ noun: 'explore', permission: 'analytics:read', filters: {} },
    summary: { zh: '自助分析的结果', en: 'Answer of a free question' },
    columns: async () => [...heads, ...numbers],
    async *read() {
      yield { rows: rowsOf({ question, answer, language }, numbers), people: [] };
    },
  };
}

function numberColumns({ rows }: PivotQuestion, answer: PivotAnswer, language: 'zh' | 'en'): NumberColumn[] {
  const axis = { from: rows.length, to: answer.dimensions.length };
  const across = orderKeys(answer, axis).map((keys) => JSON.stringify(keys));
  const sides = answer.before === null ? (['value'] as const) : (['value', 'before'] as const);
  return across.flatMap((key, n) =>
    answer.measures.flatMap((code, place) =>
      sides.map((side): NumberColumn => {
        const measure = findMeasure(code)!;
        const over = headingsOf(answer, key, { from: rows.length, language });
        const suffix = side === 'before' ? [words.before[language]] : [];
        const label = [...over, measure.label[language], ...suffix].join(' / ');
        const name = `column_${n + 1}_${code.replaceAll('-', '_')}${side === 'before' ? '_before' : ''}`;
        return { ...column(name, [label, label], typeOf(measure)), across: key, place, side };
      }),
    ),
  );
}

const typeOf = ({ unit }: Measure): ColumnType =>
  unit === 'ratio' ? 'number' : unit === 'money' ? 'money' : 'int';

function headingsOf(
  { dimensions, labels }: PivotAnswer,
  key: string,
  { from, language }: { from: number; language: 'zh' | 'en' },
): string[] {
  const keys = JSON.parse(key) as (string | null)[];
  return keys.map((value, at) => wordOf({ labels }, dimensions[from + at]!, value)[language]);
}

function wordOf({ labels }: Pick<PivotAnswer, 'labels'>, dimension: string, value: string | null): Text {
  if (value === null) return words.total;
  if (value === otherValue) return words.other;
  const label = labels.find((it) => it.dimension === dimension && it.value === value)?.label;
  return label ?? (value === '' ? words.none : { zh: value, en: value });
}

function rowsOf({ question, answer, language }: Exported, numbers: readonly NumberColumn[]): Row[] {
  const depth = question.rows.length;
  const byRow = Map.groupBy(answer.cells, ({ keys }) => JSON.stringify(keys.slice(0, depth)));
  return orderKeys(answer, { from: 0, to: depth }).map((keys) => {
    const key = JSON.stringify(keys);
    const cells = byRow.get(key) ?? [];
    const own = new Map(cells.map((it) => [JSON.stringify(it.keys.slice(depth)), it.numbers]));
    const heads = headingsOf(answer, key, { from: 0, language }).map((word, n) => [`row_${n + 1}`, word]);
    const values = numbers.map(({ code, across, place, side, type }) => {
      const value = own.get(across)?.[place]?.[side] ?? null;
      // A sheet has no fractions of the smallest coin: an average is rounded to it.
      return [code, value !== null && type === 'money' ? Math.round(value) : value];
    });
    return { ...Object.fromEntries([...heads, ...values]), currency: answer.currency };
  });
}

const both = ({ zh, en }: Text): readonly [string, string] => [zh, en];

const labelOfDimension = (code: string): Text =>
  splitDimensions.find((it) => it.code === code)?.label ?? timeLabel(code);
