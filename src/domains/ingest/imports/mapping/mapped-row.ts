import { placesOf } from '../../../../contract/currency.ts';
import type { TraitType } from '../../../../contract/dictionary.ts';
import type { IdentityClaim, TraitValue } from '../../../../contract/records.ts';
import { zoneOf } from '../../../../platform/zone.ts';
import { type Dictionary, fitTrait, isUsableIdentity } from '../../../customers/index.ts';
import { CELL_PROBLEMS } from '../fields/cell-problems.ts';
import type { Column } from '../fields/columns.ts';
import { instantOf, isoOf } from '../fields/instant.ts';
import { minorOf, unitPriceOf } from '../fields/money.ts';
import { isOtherNumber, meanings, plainWord, type RowReader, wholeNumberOf } from '../fields/row-reader.ts';
import type { FieldSpec, Mapping } from './mapping-schema.ts';

/** Fields whose cells are personal wherever they are shown; traits are by their class in the dictionary. */
const PERSONAL = /^(?:receiver|identities\.)/;

const UTC = zoneOf('UTC');

type ColumnField = Exclude<FieldSpec, string | { value: string }>;

interface Field {
  readonly constant?: string;
  readonly spec?: ColumnField;
  readonly words?: ReadonlyMap<string, string | number | boolean>;
}

/** Column keys of a mapping: its fields, and `traits.<name>`, `properties.<name>`, `identities.<n>`. */
export function columnsOf(mapping: Mapping, dictionary: Dictionary): Record<string, Column> {
  const columns: Record<string, Column> = {};
  for (const [key, spec] of keyedFields(mapping)) {
    if (typeof spec === 'object' && 'value' in spec) continue;
    const field = typeof spec === 'string' ? { column: spec } : spec;
    const names = typeof field.column === 'string' ? [field.column] : field.column;
    const isOptional = 'optional' in field && field.optional === true;
    columns[key] = {
      names,
      ...(isOptional ? {} : { required: true }),
      ...(PERSONAL.test(key) || isPersonalTrait(key, dictionary) ? { personal: true } : {}),
    };
  }
  return columns;
}

const isPersonalTrait = (key: string, dictionary: Dictionary): boolean =>
  key.startsWith('traits.') && dictionary.find(key.slice('traits.'.length))?.class !== 'ordinary';

function* keyedFields(mapping: Mapping): Generator<[string, FieldSpec]> {
  yield* Object.entries(mapping.fields);
  for (const [name, spec] of Object.entries(mapping.traits ?? {})) yield [`traits.${name}`, spec];
  for (const [name, spec] of Object.entries(mapping.properties ?? {})) yield [`properties.${name}`, spec];
  for (const [n, { column, optional }] of (mapping.identities ?? []).entries())
    yield [`identities.${n}`, optional === undefined ? { column } : { column, optional }];
}

/** Fields that mean nothing below zero; amounts of lines do (a stock adjustment). */
const NOT_NEGATIVE = new Set(['paid', 'payment_amount', 'shipping', 'refund_amount', 'price', 'cost']);

/** Reads the fields of a mapping off a row: constants, words with meanings, defaults, units and time formats. */
export class MappedRow {
  readonly mapping: Mapping;
  readonly #dictionary: Dictionary;
  #row!: RowReader<string>;
  readonly #fields = new Map<string, Field>();

  constructor(mapping: Mapping, dictionary: Dictionary) {
    this.mapping = mapping;
    this.#dictionary = dictionary;
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
    if (cell === '' || field.spec.empty?.includes(cell)) return field.spec.default;
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
    return this.#parse(key, 'not-a-whole-number', (text) => wholeNumberOf(text.replaceAll(',', '')));
  }

  instant(key: string): string | undefined {
    return this.#parse(key, 'not-a-time', (text) => {
      const instant = instantOf(text, this.#row.zone, this.#formatOf(key));
      return instant === undefined ? undefined : isoOf(instant);
    });
  }

  /** One of the words a field may have. */
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    return this.#parse(key, 'unknown-value', (text) => allowed.find((word) => word === text));
  }

  /** Those the row names; one that identifies nobody (a masked phone) is counted as left out. */
  identities(): IdentityClaim[] {
    const { identities = [], channel } = this.mapping;
    return identities.flatMap((identity, n) => {
      const value = this.#row.text(`identities.${n}`);
      if (value === '') return [];
      const claim = { channel: identity.channel ?? channel, kind: identity.kind, value };
      if (!isUsableIdentity(claim)) this.#row.leaveOut(`identities.${n}`);
      return [claim];
    });
  }

  /** The properties that say something. */
  properties(): Record<string, Exclude<TraitValue, null>> {
    return said(this.mapping.properties, (name) => this.value(`properties.${name}`));
  }

  /** The traits that say something, in the types of the dictionary; what does not fit is a problem. */
  traits(): Record<string, Exclude<TraitValue, null>> {
    return said(this.mapping.traits, (name) => this.#trait(name));
  }

  #trait(name: string): Exclude<TraitValue, null> | undefined {
    const key = `traits.${name}`;
    const value = this.#typed(key, this.#dictionary.find(name)?.type);
    if (value === undefined) return undefined;
    const fit = fitTrait(this.#dictionary, name, value);
    if (!('issue' in fit)) return value;
    this.#row.refuse(key, fit.issue.code, fit.issue.message);
    return undefined;
  }

  /** Times and amounts as this file writes them; the rest as the dictionary reads it. */
  #typed(key: string, type: TraitType | undefined): string | number | boolean | undefined {
    if (type === 'money') return this.minor(key);
    if (type === 'instant') return this.instant(key);
    return type === 'day' && this.#formatOf(key) !== 'auto' ? this.#day(key) : this.value(key);
  }

  /** A day is on no clock: it is read where walls show UTC. */
  #day(key: string): string | undefined {
    return this.#parse(key, 'not-a-day', (text) => {
      const instant = instantOf(text, UTC, this.#formatOf(key));
      return instant === undefined ? undefined : isoOf(instant).slice(0, 10);
    });
  }

  #formatOf(key: string): string {
    return this.#fields.get(key)?.spec?.format ?? this.mapping.time_format ?? 'auto';
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
    else if (typeof value === 'number') this.#plausible(key, value, text);
    return value;
  }

  #plausible(key: string, value: number, text: string): void {
    if (NOT_NEGATIVE.has(key) && value < 0) this.#row.refuse(key, 'negative', CELL_PROBLEMS.negative);
    if (isOtherNumber(text)) this.#row.refuse(key, 'not-this-number', CELL_PROBLEMS['not-this-number']);
  }
}

/** The fields of a group that say something. */
function said(
  group: Readonly<Record<string, FieldSpec>> = {},
  read: (name: string) => Exclude<TraitValue, null> | undefined,
): Record<string, Exclude<TraitValue, null>> {
  const values = Object.keys(group).map((name) => [name, read(name)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, string>;
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
