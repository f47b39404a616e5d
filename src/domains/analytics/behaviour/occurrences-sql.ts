import type { EventStep } from '../../../contract/event-steps.ts';
import { customerOf } from '../facts/scope.ts';
import { inShop } from '../facts/source.ts';
import type { BoundValues } from './bound-values.ts';
import {
  type DocumentName,
  documents,
  events,
  type Happening,
  isDocument,
  notADocument,
} from './happenings.ts';
import { matchSql } from './match-sql.ts';

/**
 * What happened to each customer as one sorted array of numbers: milliseconds in the upper bits, then what comes first
 * at one instant, then one bit for each thing it was. Numbers sort ten times faster than tuples, and a shop of 20 M
 * events is 160 MB of them.
 */
export const instantBits = 20;
const maskBits = 15;

/** Milliseconds behind every instant there can be: the upper bits, all set (the year 2527). */
export const lastInstant = 2 ** (64 - instantBits) - 1;

/** Most things that can be told apart. */
export const mostMarks = maskBits;

/** SQL of milliseconds and of the bits, from a number. */
export const timeIn = (key: string): string => `bitShiftRight(${key}, ${instantBits})`;
export const maskIn = (key: string): string => `toUInt32(bitAnd(${key}, ${2 ** maskBits - 1}))`;

/** Of things at one instant the steps come in their order, what ends an attempt before them, anything else behind. */
const anythingElse = 16 << maskBits;

export interface Occurrences {
  /** Bit n is set where an event is `marks[n]`. The first `steps` of them sort by their place, the others before them. */
  readonly marks: readonly EventStep[];
  readonly steps: number;
  /** Events that are none of these too. */
  readonly everything: boolean;
  /** First and last instant, milliseconds, as SQL; the last is not in it. */
  readonly from: string;
  readonly to: string;
  /** Keeps, for the marks of these bits, tuple(number, text) as `entries`. */
  readonly told?: { readonly bits: number; readonly value: (happening: Happening) => string };
}

/** A row a customer: customer_id, keys, and entries where asked. Persons first: those of a customer lie on any shard. */
export function occurrencesSql(it: Occurrences, bound: BoundValues): string {
  const entries = it.told === undefined ? '' : ', groupArrayArray(entries) AS entries';
  return `SELECT ${customerOf('person_id')} AS customer_id, arraySort(groupArrayArray(keys)) AS keys${entries}
FROM (
${branches(it, bound).join('\nUNION ALL\n')}
)
GROUP BY customer_id`;
}

function branches(it: Occurrences, bound: BoundValues): string[] {
  const names = [...new Set(it.marks.map(({ name }) => name))].filter(isDocument);
  return [eventBranch(it, bound), ...names.map((name) => documentBranch(name, it, bound))];
}

function eventBranch(it: Occurrences, bound: BoundValues): string {
  const names = [...new Set(it.marks.map(({ name }) => name))];
  const wanted = it.everything
    ? notADocument
    : [
        `name IN ${bound.bind(names, 'Array(String)')}`,
        ...(names.some(isDocument) ? [notADocument] : []),
      ].join(' AND ');
  return branch(events, `${wanted}`, { it, bound, marks: it.marks.map((step, bit) => ({ step, bit })) });
}

function documentBranch(name: DocumentName, it: Occurrences, bound: BoundValues): string {
  const marks = it.marks.map((step, bit) => ({ step, bit })).filter(({ step }) => step.name === name);
  return branch(documents[name], 'true', { it: { ...it, everything: false }, bound, marks });
}

interface Mark {
  readonly step: EventStep;
  readonly bit: number;
}

interface Branch {
  readonly it: Occurrences;
  readonly bound: BoundValues;
  readonly marks: readonly Mark[];
}

/** One row a person. The code is worked out once: a row without any is left out unless everything is wanted. */
function branch(happening: Happening, wanted: string, { it, bound, marks }: Branch): string {
  const code = codeSql(marks, happening, { it, bound, marks });
  const narrowed = marks.some(({ step }) => step.filters.length > 0) && !it.everything;
  const told =
    it.told === undefined
      ? ''
      : `, groupArrayIf(tuple(key, toString(${it.told.value(happening)})), bitAnd(code, ${it.told.bits}) != 0) AS entries`;
  return `SELECT person_id, groupArray(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(${happening.at})), ${instantBits}), toUInt64(${code} AS code)) AS key) AS keys${told}
FROM ${happening.table}
WHERE ${inShop} AND ${happening.where} AND ${within(happening.at, it)} AND ${wanted}${narrowed ? ' AND code != 0' : ''}
GROUP BY person_id`;
}

const within = (at: string, { from, to }: Occurrences): string =>
  `${at} >= fromUnixTimestamp64Milli(toInt64(${from}), 'UTC') AND ${at} < fromUnixTimestamp64Milli(toInt64(${to}), 'UTC')`;

/** Rank and mask of a row. Where no event can be two things the first that fits is the only one. */
function codeSql(marks: readonly Mark[], happening: Happening, { it, bound }: Branch): string {
  const none = it.everything ? anythingElse : 0;
  const apart = areApart(it.marks);
  const cases = marks.map(({ step, bit }) => ({
    when: matchSql(step, happening, bound),
    code: (apart ? rankOf(bit, it) : 0) + 2 ** bit,
  }));
  if (apart) return `multiIf(${cases.map(({ when, code }) => `${when}, ${code}`).join(', ')}, ${none})`;
  const mask = cases.map(({ when, code }) => `toUInt32(${when}) * ${code}`).join(' + ');
  const steps = `bitAnd(${mask}, ${2 ** it.steps - 1})`;
  // The count is a UInt8, which shifted by 15 is anything at all.
  const first = `bitShiftLeft(toUInt32(bitCount(bitXor(toUInt32(${steps}), toUInt32(${steps}) - 1))), ${maskBits})`;
  return `if((${mask}) = 0, ${none}, toUInt32(${mask}) + if(${steps} = 0, 0, toUInt32(${first})))`;
}

const rankOf = (bit: number, { steps }: Occurrences): number => (bit < steps ? (bit + 1) << maskBits : 0);

/** Whether no event can be two of them: each has another name. */
export const areApart = (marks: readonly EventStep[]): boolean =>
  new Set(marks.map(({ name }) => name)).size === marks.length;
