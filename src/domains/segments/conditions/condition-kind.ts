import type { ConditionKindName, ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import type { BoundValues } from '../../analytics/index.ts';
import type { Facts } from '../facts.ts';
import type { Known } from '../known.ts';
import type { Moment } from '../window-rules.ts';

/** What every use of a condition leans on: the moment, and what was looked up for the tree before. */
export interface Standpoint extends Moment {
  /** ISO 4217. */
  readonly currency: string;
  readonly known: Known;
}

/** A standpoint that writes SQL: values go in by name. */
export interface Writing extends Standpoint {
  readonly bound: BoundValues;
  /** The zone as an SQL literal. */
  readonly zone: string;
}

/**
 * How the values of a customer's persons become one: money and counts are added up, of instants the latest or earliest
 * is kept, of texts the greatest; numbers are gathered in one array, each once.
 */
export const folds = {
  sum: { none: 'toInt64(0)', fold: (it: string) => `sum(${it})` },
  latest: { none: 'toInt64(0)', fold: (it: string) => `max(${it})` },
  /** 2^62 where there is none. */
  earliest: { none: 'toInt64(4611686018427387904)', fold: (it: string) => `min(${it})` },
  text: { none: "''", fold: (it: string) => `max(${it})` },
  set: { none: 'emptyArrayUInt64()', fold: (it: string) => `groupUniqArrayArray(${it})` },
  /** As a set, where one twice does not matter: no table of what was seen is kept a customer. */
  list: { none: 'emptyArrayUInt64()', fold: (it: string) => `groupArrayArray(${it})` },
  value: { none: "CAST(NULL, 'Nullable(Float64)')", fold: (it: string) => `max(${it})` },
} as const;
export type Fold = keyof typeof folds;

/** Where rows of persons are read: one flat question over it, because only that runs on the shards of a cluster. */
export interface RowSource {
  readonly from: string;
  readonly where: string;
  /** SQL of the person a row is of; `person_id` unless told. */
  readonly person?: string;
}

/** What rows of one source add to a column. */
export interface Part {
  readonly source: RowSource;
  /** Aggregate over the rows of a person. */
  readonly sql: string;
  /** Rows that can count at all; the others need not be read. */
  readonly narrow?: string;
}

/** A column that a condition needs of each customer, from one source or several. */
export interface Column {
  readonly fold: Fold;
  readonly parts: readonly Part[];
}

export interface Compiled<Name extends string = string> {
  readonly columns: Readonly<Record<Name, Column>>;
  /** SQL of the answer, 0 or 1, from the names of the columns. */
  verdict(names: Readonly<Record<Name, string>>): string;
}

/** Asks for what nobody has. */
export const nobody: Compiled = { columns: {}, verdict: () => '0' };

/** What a condition says of one customer, with what it was said by. */
export interface Verdict {
  readonly met: boolean;
  /** The figure or word that was compared; null: there is none. */
  readonly value: number | string | null;
  /** Latest instants that count, newest first, milliseconds; a few. */
  readonly times?: readonly number[];
}

/** One kind of condition: its words, its SQL and its evaluator. The tests hold the last two to each other. */
export interface Kind<C> {
  readonly kind: ConditionKindName;
  readonly label: Text;
  /** Reads aloud what the condition asks. */
  sentence(it: C, words: Wording): Text;
  /** What the schema cannot say is wrong; fields are relative to the condition. */
  issues?(it: C): Issue[];
  compile(it: C, writing: Writing): Compiled;
  evaluate(it: C, facts: Facts, standpoint: Standpoint): Verdict;
  /** Sorts people by how they behave, or by what models say: whoever objected to profiling is in no such segment. */
  readonly profiles: boolean;
  /** How its answer changes within a day though nothing is written: rolling edges, milliseconds behind an instant of a row. */
  turns?(it: C): { readonly edges: readonly number[] };
}

export type ConditionKind<K extends ConditionKindName> = Kind<ConditionOf<K>>;

/** Names of things a sentence speaks of. */
export interface Wording {
  readonly currency: string;
  readonly segmentName: (id: number) => string;
  readonly listName: (id: number) => string;
  /** Of PLUS. */
  readonly planName: (id: number) => Text;
  readonly eventLabel: (name: string) => Text;
  readonly traitLabel: (name: string) => Text;
}
