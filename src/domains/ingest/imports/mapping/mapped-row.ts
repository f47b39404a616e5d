import { placesOf } from '../../../../contract/currency.ts';
import type { IdentityClaim, TraitValue } from '../../../../contract/records.ts';
import { CELL_PROBLEMS } from '../fields/cell-problems.ts';
import type { Column } from '../fields/columns.ts';
import { instantOf, isoOf } from '../fields/instant.ts';
import { minorOf, unitPriceOf } from '../fields/money.ts';
import { meanings, plainWord, type RowReader } from '../fields/row-reader.ts';
import type { FieldSpec, Mapping } from './mapping-schema.ts';

/** Fields whose cells are personal wherever they are shown. */
const PERSONAL =
  /^(?:receiver|traits\.(?:name|phone|e-mail|address|id-number|birthday|wechat-id)$|identities\.)/;

type ColumnField = Exclude<FieldSpec, string | { value: string }>;

interface Field {
  readonly constant?: string;
  readonly spec?: ColumnField;
  readonly words?: ReadonlyMap<string, string | number | boolean>;
}

/** Column keys of a mapping: its fields, and `traits.<name>`, `properties.<name>`, `identities.<n>`. */
export function columnsOf(mapping: Mapping): Record<string, Column> {
  const columns: Record<string, Column> = {};
  for (const [key, spec] of keyedFields(mapping)) {
    if (typeof spec === 'object' && 'value' in spec) continue;
    const field = typeof spec === 'string' ? { column: spec } : spec;
    const names = typeof field.column === 'string' ? [field.column] : field.column;
    const isOptional = 'optional' in field && field.optional === true;
    columns[key] = {
      names,
      ...(isOptional ? {} : { required: true }),
      ...(PERSONAL.test(key) ? { personal: true } : {}),
    };
  }
  return columns;
}

function* keyedFields(mapping: Mapping): Generator<[string, FieldSpec]> {
  yield* Object.entries(mapping.fields);
  for (const [name, spec] of Object.entries(mapping.traits ?? {})) yield [`traits.${name}`, spec];
  for (const [name, spec] of Object.entries(mapping.properties ?? {})) yield [`properties.${name}`, spec];
  for (const [n, { column, optional }] of (mapping.identities ?? []).entries())
    yield [`identities.${n}`, optional === undefined ? { column } : { column, optional }];
}

/** Reads the fields of a mapping off a row: constants, words with meanings, defaults, units and time formats. */
export class MappedRow {
  readonly mapping: Mapping;
  #row!: RowReader<string>;
  readonly #fields = new Map<string, Field>();

  constructor(mapping: Mapping) {
    this.mapping = mapping;
    for (const [key, spec] of keyedFields(mapping)) this.#fields.set(key, fieldOf(spec));
  }

  turnTo(row: RowReader<string>): this {
    this.#row = row;
    return this;
  }

  get currency(): string {
    return this.#row.currency;
  }

  /** The field's text; undefined where it is empty, not mapped, or its word has no meaning (a problem). */
  text(key: string): string | undefined {
    const value = this.value(key);
    return value === undefined ? undefined : String(value);
  }

  /** The same, with the type that the word's meaning has. */
  value(key: string): string | number | boolean | undefined {
    const field = this.#fields.get(key);
    if (field?.spec === undefined) return field?.constant;
    const cell = this.#row.text(key);
    if (cell === '') return field.spec.default;
    if (field.words === undefined) return cell;
    const meaning = field.words.get(plainWord(cell)) ?? field.spec.default;
    if (meaning === undefined) this.#row.refuse(key, 'unknown-value', CELL_PROBLEMS['unknown-value']);
    return meaning;
  }

  /** The text; an empty one is a problem. */
  needed(key: string): string {
    const text = this.text(key);
    if (text === undefined) this.#row.needed(key);
    return text ?? '';
  }

  /** Minor units of `times` x the amount. */
  minor(key: string, times = 1): number | undefined {
    return this.#parse(key, 'not-an-amount', (text) =>
      this.#isMinor(key) ? wholeOf(text, times) : minorOf(text, this.currency, times),
    );
  }

  unitPrice(key: string): number | undefined {
    const scale = this.#isMinor(key) ? 10 ** placesOf(this.currency) : 1;
    return this.#parse(key, 'not-an-amount', (text) => {
      const price = unitPriceOf(text, this.currency);
      return price === undefined ? undefined : price / scale;
    });
  }

  whole(key: string): number | undefined {
    return this.#parse(key, 'not-a-whole-number', (text) => wholeOf(text, 1));
  }

  instant(key: string): string | undefined {
    const format = this.#fields.get(key)?.spec?.format ?? this.mapping.time_format ?? 'auto';
    return this.#parse(key, 'not-a-time', (text) => {
      const instant = instantOf(text, this.#row.zone, format);
      return instant === undefined ? undefined : isoOf(instant);
    });
  }

  /** One of the words a field may have. */
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    return this.#parse(key, 'unknown-value', (text) => allowed.find((word) => word === text));
  }

  identities(): IdentityClaim[] {
    const { identities = [], channel } = this.mapping;
    return identities.flatMap((identity, n) => {
      const value = this.#row.text(`identities.${n}`);
      return value === '' ? [] : [{ channel: identity.channel ?? channel, kind: identity.kind, value }];
    });
  }

  /** All fields under a prefix that say something. */
  group(part: 'traits' | 'properties'): Record<string, Exclude<TraitValue, null>> {
    const names = Object.keys(this.mapping[part] ?? {});
    const values = names.map((name) => [name, this.value(`${part}.${name}`)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, string>;
  }

  refuse(key: string, code: string, message: { zh: string; en: string }): void {
    this.#row.refuse(key, code, message);
  }

  #isMinor(key: string): boolean {
    return (this.#fields.get(key)?.spec?.unit ?? this.mapping.unit) === 'minor';
  }

  #parse<T>(
    key: string,
    code: keyof typeof CELL_PROBLEMS,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) this.#row.refuse(key, code, CELL_PROBLEMS[code]);
    return value;
  }
}

function fieldOf(spec: FieldSpec): Field {
  if (typeof spec === 'string') return { spec: { column: spec } };
  if ('value' in spec) return { constant: spec.value };
  return spec.values === undefined ? { spec } : { spec, words: meanings(spec.values) };
}

/** `times` x a whole number, as minor units already are. */
function wholeOf(text: string, times: number): number | undefined {
  const bare = text.replaceAll(',', '');
  return /^[+-]?\d{1,15}(?:\.0+)?$/.test(bare) ? Number(bare) * times : undefined;
}
