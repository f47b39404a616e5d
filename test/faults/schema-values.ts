import fc from 'fast-check';
import { poisonJson } from './poison-values.ts';

/** As much of JSON Schema as our routes use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.constantFrom('2026-01-01', '2025-12-31', '9999-12-31', '0001-01-01', '1970-01-01'),
  'date-time': fc.constantFrom('2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00+14:00'),
  email: fc.constantFrom('someone@example.com', "o'x+y@example.co"),
  uuid: fc.uuid(),
};

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format !== undefined && formats[schema.format]) return formats[schema.format]!;
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' });
  const { minLength = 0, maxLength = 40 } = schema;
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
}

/** Whole numbers, where there is one between the bounds; a share has its bounds alone. */
function numberOf({ minimum = -1000, maximum = 100_000 }: Schema): fc.Arbitrary<unknown> {
  const [min, max] = [Math.ceil(minimum), Math.floor(maximum)];
  const bounds = fc.constantFrom(minimum, maximum);
  return min > max ? bounds : fc.oneof(fc.integer({ min, max }), bounds);
}

function objectOf({ properties = {}, required = [], patternProperties = {} }: Schema): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(([name, it]) => [name, fitting(it)] as const);
  const shape = Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>;
  const wanted = fc.record(shape, { requiredKeys: required.filter((name) => name in shape) });
  const [more] = Object.values(patternProperties);
  if (more === undefined) return wanted;
  const others = fc.dictionary(fc.constantFrom('a', 'vip', '__proto__', '省'), fitting(more), { maxKeys: 3 });
  return fc.tuple(wanted, others).map(([one, other]) => ({ ...(one as object), ...other }));
}

/** Values that the schema takes, nearly always; what it does not say, the route must find out by itself. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fitting));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'string') return textOf(schema);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array')
    return fc.array(fitting(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
  return type === 'object' || schema.properties ? objectOf(schema) : poisonJson;
}

/** The value with one of its parts, at any depth, made into poison. */
export function poisoned(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return poisonJson;
  const names = Object.keys(value);
  if (names.length === 0) return poisonJson;
  const part = fc.constantFrom(...names).chain((name) =>
    poisoned((value as Record<string, unknown>)[name]).map((bad) => {
      if (Array.isArray(value)) return value.map((it, n) => (String(n) === name ? bad : it));
      return { ...value, [name]: bad };
    }),
  );
  return fc.oneof({ weight: 1, arbitrary: poisonJson }, { weight: 6, arbitrary: part });
}
