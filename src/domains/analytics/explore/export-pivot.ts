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
import { findExplored } from '../catalog/catalogue.ts';
import { splitDimensions } from '../catalog/dimensions.ts';
import type { Measure } from '../catalog/measure.ts';
import { orderKeys } from './order-keys.ts';
import { timeLabel } from './present-explore.ts';

interface Exported {
  readonly question: PivotQuestion;
  readonly answer: PivotAnswer;
  readonly language: 'zh' | 'en';
  /** With each figure its share of the total of its column, where that says something. */
  readonly shares?: boolean | undefined;
}

const words = {
  total: { zh: '合计', en: 'Total' },
  other: { zh: '其他', en: 'Other' },
  none: { zh: '(空)', en: '(none)' },
  before: { zh: '对比期', en: 'compared with' },
  change: { zh: '变化', en: 'change' },
  share: { zh: '占比', en: 'share' },
} as const;

type Side = 'value' | 'before' | 'change' | 'share';

/** One column of numbers: a heading across the top, a measure, and which number of it. */
interface NumberColumn extends Column {
  readonly across: string;
  readonly place: number;
  readonly side: Side;
}

/** An answer as something that can be exported: its table as it was laid out. */
export function pivotNoun(exported: Exported): ExportNoun {
  const { question } = exported;
  const heads = question.rows.map((code, n) => column(`row_${n + 1}`, both(labelOfDimension(code))));
  const numbers = numberColumns(exported);
  return {
    ...{ noun: 'explore', permission: 'analytics:read', filters: {} },
    summary: { zh: '自助分析的结果', en: 'Answer of a free question' },
    columns: async () => [...heads, ...numbers],
    async *read() {
      yield { rows: rowsOf(exported, numbers), people: [] };
    },
  };
}

function numberColumns({ question: { rows }, answer, language, shares = false }: Exported): NumberColumn[] {
  const axis = { from: rows.length, to: answer.dimensions.length };
  const across = orderKeys(answer, axis).map((keys) => JSON.stringify(keys));
  return across.flatMap((key, n) =>
    answer.measures.flatMap((code, place) =>
      sidesOf(findExplored(code)!, { isCompared: answer.before !== null, shares }).map(
        (side): NumberColumn => {
          const measure = findExplored(code)!;
          const over = headingsOf(answer, key, { from: rows.length, language });
          const suffix = side === 'value' ? [] : [words[side][language]];
          const label = [...over, measure.label[language], ...suffix].join(' / ');
          const name = `column_${n + 1}_${code.replaceAll('-', '_')}${side === 'value' ? '' : `_${side}`}`;
          return {
            ...column(name, [label, label], isPart(side) ? 'number' : typeOf(measure)),
            across: key,
            place,
            side,
          };
        },
      ),
    ),
  );
}

/** Of the value: its share of the whole, or by how much it changed; 0.25 is a quarter. */
const isPart = (side: Side): boolean => side === 'share' || side === 'change';

/** A share of a ratio would say nothing. */
function sidesOf(
  { kind }: Measure,
  { isCompared, shares }: { isCompared: boolean; shares: boolean },
): Side[] {
  const own: Side[] = isCompared ? ['value', 'before', 'change'] : ['value'];
  return shares && kind !== 'ratio' ? [...own, 'share'] : own;
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
  const whole = JSON.stringify(Array.from({ length: depth }, () => null));
  const byRow = Map.groupBy(answer.cells, ({ keys }) => JSON.stringify(keys.slice(0, depth)));
  return orderKeys(answer, { from: 0, to: depth }).map((keys) => {
    const key = JSON.stringify(keys);
    const cells = byRow.get(key) ?? [];
    const own = byColumn(cells, depth);
    const all = byColumn(byRow.get(whole) ?? [], depth);
    const heads = headingsOf(answer, key, { from: 0, language }).map((word, n) => [`row_${n + 1}`, word]);
    const values = numbers.map(({ code, across, place, side, type }) => {
      const value = numberOf(own.get(across)?.[place], all.get(across)?.[place], side);
      // A sheet has no fractions of the smallest coin: an average is rounded to it.
      return [code, value !== null && type === 'money' ? Math.round(value) : value];
    });
    return { ...Object.fromEntries([...heads, ...values]), currency: answer.currency };
  });
}

type Numbers = PivotAnswer['cells'][number]['numbers'];

const byColumn = (cells: PivotAnswer['cells'], depth: number): Map<string, Numbers> =>
  new Map(cells.map((it) => [JSON.stringify(it.keys.slice(depth)), it.numbers]));

/** Null where there is nothing to divide by: no total asked for, or none. */
function numberOf(
  cell: Numbers[number] | undefined,
  whole: Numbers[number] | undefined,
  side: Side,
): number | null {
  const { value = null, before = null } = cell ?? {};
  if (side === 'value' || side === 'before') return side === 'value' ? value : before;
  const by = side === 'share' ? (whole?.value ?? null) : before;
  if (value === null || by === null || by === 0) return null;
  return side === 'share' ? value / by : (value - by) / Math.abs(by);
}

const both = ({ zh, en }: Text): readonly [string, string] => [zh, en];

const labelOfDimension = (code: string): Text =>
  splitDimensions.find((it) => it.code === code)?.label ?? timeLabel(code);
