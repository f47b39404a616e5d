import { type Static, type TObject, type TOptional, Type } from 'typebox';
import {
  kindsWithPeople,
  type MappingKind,
  mappingFields,
  mappingIdentities,
  mappingKinds,
} from '../../../../contract/mapping-fields.ts';

/**
 * A mapping: how the columns of a merchant's own file become records. Published as docs/mapping.schema.json for
 * editors; this is its source.
 */

const columnNames = Type.Union(
  [Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })],
  {
    description: 'Name of the column, or several spellings of it. In JSON lines: a path such as context.ip',
  },
);

const fromColumn = Type.Object(
  {
    column: columnNames,
    values: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description:
          'What the words of the file mean. A word that is not listed is a reject, unless there is a default',
      }),
    ),
    empty: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Words of the file that stand for nothing, such as - or 0000-00-00',
      }),
    ),
    default: Type.Optional(
      Type.String({ description: 'Stands where the cell is empty, or its word is not listed' }),
    ),
    optional: Type.Optional(Type.Boolean({ description: 'A file without the column is accepted' })),
    format: Type.Optional(
      Type.String({
        description: 'Of times: auto, unix-seconds, unix-milliseconds, or a pattern such as DD/MM/YYYY HH:mm',
      }),
    ),
    unit: Type.Optional(
      Type.Enum(['major', 'minor'], { description: 'Of amounts: yuan or fen; see the unit of the mapping' }),
    ),
  },
  { additionalProperties: false },
);

const constant = Type.Object(
  { value: Type.String({ description: 'The same for every row' }) },
  { additionalProperties: false },
);

const fieldSchema = Type.Union([
  Type.String({ minLength: 1, description: 'Name of the column' }),
  fromColumn,
  constant,
]);

export type FieldSpec = Static<typeof fieldSchema>;

const identitySchema = Type.Object(
  {
    kind: Type.Enum([...mappingIdentities]),
    channel: Type.Optional(
      Type.String({ minLength: 1, description: 'The channel of the mapping unless told' }),
    ),
    column: columnNames,
    optional: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, description: "The buyer's own; never a receiver's phone" },
);

const fileSchema = Type.Object(
  {
    format: Type.Optional(Type.Enum(['delimited', 'blanks', 'json-lines', 'xlsx', 'parquet'])),
    encoding: Type.Optional(Type.String()),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    sheet: Type.Optional(Type.Union([Type.String(), Type.Integer({ minimum: 1 })])),
    columns: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'Names for the columns of a file without a header',
      }),
    ),
  },
  { additionalProperties: false, description: 'Found by content unless told' },
);

function fieldsSchema(kind: MappingKind): TObject {
  const { required, others } = mappingFields[kind];
  const fields: Record<string, typeof fieldSchema | TOptional<typeof fieldSchema>> = {};
  for (const name of required) fields[name] = fieldSchema;
  for (const name of others) fields[name] = Type.Optional(fieldSchema);
  return Type.Object(fields, { additionalProperties: false, description: 'Field to column' });
}

const shared = {
  $schema: Type.Optional(Type.String()),
  name: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    description: 'Of this mapping, as imports will show it',
  }),
  channel: Type.String({ minLength: 1, maxLength: 40, description: 'Where this happened: pos, wechat, ...' }),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217; CNY unless told' })),
  time_zone: Type.Optional(
    Type.String({ description: 'IANA zone of times without one; Asia/Shanghai unless told' }),
  ),
  unit: Type.Optional(
    Type.Enum(['major', 'minor'], { description: 'Amounts are in yuan (major, unless told) or fen' }),
  ),
  time_format: Type.Optional(Type.String({ description: 'See format of a field; auto unless told' })),
  file: Type.Optional(fileSchema),
};

const named = Type.Record(Type.String({ minLength: 1 }), fieldSchema);

/** The schema of one kind: errors are reported against the kind that is meant, not against all five. */
export function schemaOf(kind: MappingKind): TObject {
  const hasPeople = kindsWithPeople.includes(kind);
  return Type.Object(
    {
      ...shared,
      of: Type.Literal(kind),
      fields: fieldsSchema(kind),
      ...(hasPeople ? { identities: identitiesSchema(kind) } : {}),
      ...(kind === 'customers'
        ? { traits: Type.Optional(named), tags: Type.Optional(Type.Array(Type.String())) }
        : {}),
      ...(kind === 'events' ? { properties: Type.Optional(named) } : {}),
    },
    { additionalProperties: false, title: `A mapping of ${kind}` },
  );
}

function identitiesSchema(kind: MappingKind) {
  const list = Type.Array(identitySchema, {
    minItems: kind === 'orders' ? 0 : 1,
    description: 'The primary one first',
  });
  return kind === 'orders' ? Type.Optional(list) : list;
}

/** All kinds: what docs/mapping.schema.json says. */
export const mappingSchema = Type.Union(mappingKinds.map(schemaOf), {
  title: 'A mapping for shuke import --mapping',
  description: 'How the columns of a file become orders, customers, events, products or spend',
});

/** A mapping that passed its schema. */
export interface Mapping {
  readonly name: string;
  readonly of: MappingKind;
  readonly channel: string;
  readonly currency?: string;
  readonly time_zone?: string;
  readonly unit?: 'major' | 'minor';
  readonly time_format?: string;
  readonly file?: Static<typeof fileSchema>;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly identities?: readonly Static<typeof identitySchema>[];
  readonly traits?: Readonly<Record<string, FieldSpec>>;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSpec>>;
}
