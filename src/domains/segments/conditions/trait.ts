import type { Comparison, ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { inShop, numberedText, wordOfNumbered } from '../../analytics/index.ts';
import { compare, opWords } from '../comparison-rules.ts';
import type { PersonFact } from '../facts.ts';
import type { ConditionKind } from './condition-kind.ts';

type Trait = ConditionOf<'trait'>;

/**
 * A trait of class ordinary (no other is in ClickHouse). Of several persons of a customer the one seen last speaks, of those
 * that have it. Whoever has none is `!=` to every value, and neither more nor less than any.
 */
export const trait: ConditionKind<'trait'> = {
  kind: 'trait',
  label: { zh: '客户属性', en: 'Trait' },
  profiles: false,
  sentence(it, { traitLabel }) {
    const label = traitLabel(it.trait);
    if (it.op === 'known') return { zh: `${label.zh}已知`, en: `${label.en} is known` };
    const [zh, en] = said(it);
    return {
      zh: `${label.zh}${zh}${zh.endsWith('：') ? '' : ' '}${listed(it, '、')}`,
      en: `${label.en} ${en} ${listed(it, ' or ')}`,
    };
  },
  issues,
  compile(it, { bound }) {
    const name = bound.bind(it.trait, 'String');
    const sql = `maxIf(${numberedText('last_seen_at', 'person_id', `traits[${name}]`)}, traits[${name}] != '')`;
    const source = { from: 'persons', where: inShop };
    const word = (json: string) => `if(startsWith(${json}, '"'), JSONExtractString(${json}), ${json})`;
    return {
      columns: { said: { fold: 'text', parts: [{ source, sql }] } },
      verdict: ({ said: column }) =>
        verdictSql(it, word(wordOfNumbered(column!)), (value, type) => bound.bind(value, type)),
    };
  },
  evaluate(it, { persons }) {
    const value = wordOf(it.trait, persons);
    return { met: meets(it, value), value: value === '' ? null : value };
  },
};

function issues({ op, values }: Trait): Issue[] {
  const wanted = op === 'known' ? 0 : op === '=' || op === '!=' ? undefined : 1;
  if (wanted === undefined ? values.length > 0 : values.length === wanted)
    return isOrder(op) && !isNumber(values[0]!) && !isDayText(values[0]!) ? [notOrdered] : [];
  const message = { zh: '此比较方式的取值个数不对', en: 'not as many values as this comparison takes' };
  return [{ code: 'wrong-values', field: 'values', message }];
}

const notOrdered: Issue = {
  code: 'not-comparable',
  field: 'values',
  message: {
    zh: '大小比较请填数字或日期 (YYYY-MM-DD)',
    en: 'more and less take a number or a day (YYYY-MM-DD)',
  },
};

type Bind = (value: string | number | readonly string[], type: string) => string;

function verdictSql({ op, values }: Trait, word: string, bind: Bind): string {
  if (op === 'known') return `(${word}) != ''`;
  if (op === '=' || op === '!=')
    return `${op === '!=' ? 'NOT ' : ''}has(${bind(values, 'Array(String)')}, ${word})`;
  if (op === '~') return `position(${word}, ${bind(values[0]!, 'String')}) > 0`;
  if (isDayText(values[0]!)) return `((${word}) != '' AND (${word}) ${op} ${bind(values[0]!, 'String')})`;
  return `ifNull(toFloat64OrNull(${word}) ${op} ${bind(Number(values[0]), 'Float64')}, 0)`;
}

function wordOf(name: string, persons: readonly PersonFact[]): string {
  const having = persons.filter((it) => it.traits[name] !== undefined && it.traits[name] !== '');
  const [last] = having.toSorted((a, b) => b.lastSeen - a.lastSeen || b.personId - a.personId);
  const json = last?.traits[name] ?? '';
  return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

function meets({ op, values }: Trait, word: string): boolean {
  if (op === 'known') return word !== '';
  if (op === '=') return values.includes(word);
  if (op === '!=') return !values.includes(word);
  if (op === '~') return word.includes(values[0]!);
  if (isDayText(values[0]!)) return word !== '' && ordered(word, op, values[0]!);
  return isNumber(word) && compare(Number(word), op as Comparison, Number(values[0]));
}

const ordered = (a: string, op: string, b: string): boolean =>
  op === '>' ? a > b : op === '<' ? a < b : op === '>=' ? a >= b : a <= b;

const isOrder = (op: Trait['op']): boolean => ['>=', '<=', '>', '<'].includes(op);
const isNumber = (text: string): boolean => /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
const isDayText = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function said({ op, values }: Trait): [string, string] {
  if (op === '=') return values.length > 1 ? ['是以下之一：', 'is one of'] : ['是', 'is'];
  if (op === '!=') return ['不是', 'is not'];
  if (op === '~') return ['包含', 'contains'];
  const words: Text = opWords[op as Comparison];
  return [words.zh, `is ${words.en}`];
}

const listed = ({ values }: Trait, between: string): string =>
  values.map((it) => (it === '' ? '∅' : it)).join(between);
