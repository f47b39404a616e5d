import { type Static, Type } from 'typebox';
import type { ImportResult } from './imports.ts';

/** A file that was uploaded to be looked at before it is imported, and what was found in it. */

const text = Type.Object({ zh: Type.String(), en: Type.String() });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);

export const uploadSchema = Type.Object({
  upload: Type.String({ description: 'Its id' }),
  file_name: Type.String(),
  bytes: Type.Integer(),
  uploaded_at: Type.String({ format: 'date-time' }),
  expires_at: Type.String({ format: 'date-time', description: 'It is deleted then, imported or not' }),
  mine: Type.Boolean({
    description: 'Who uploaded it sees its rows; others see what is no value of a person',
  }),
});

export type UploadView = Static<typeof uploadSchema>;

const formats = ['delimited', 'blanks', 'json-lines', 'xlsx', 'parquet'] as const;

/** What a person says of a file that was taken for something else. */
const reading = {
  format: Type.Optional(Type.Enum([...formats])),
  encoding: Type.Optional(
    Type.String({ maxLength: 40, description: 'Such as gb18030, utf-8, windows-1252' }),
  ),
  delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
  sheet: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Integer({ minimum: 1 })])),
};

/** By what a file is read: a preset, a saved mapping by its name, or a mapping itself (docs/mapping.schema.json). */
const source = {
  preset: Type.Optional(Type.String({ maxLength: 63 })),
  saved_mapping: Type.Optional(Type.String({ maxLength: 63 })),
  mapping: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
};

export const inspectSchema = Type.Object({ ...reading, ...source }, { additionalProperties: false });

export type Inspect = Static<typeof inspectSchema>;

export const readUploadSchema = Type.Object(
  { ...reading, ...source, max_rejects: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
);

export type ReadUpload = Static<typeof readUploadSchema>;

const useSchema = Type.Object({
  field: Type.String({ description: 'What the column becomes; of mappings as in docs/mapping.schema.json' }),
  column: Type.String(),
  place: Type.Integer({ description: 'Which column of the file, from 0; -1 where it has none' }),
  required: Type.Boolean(),
  personal: Type.Boolean(),
});

const issueSchema = Type.Object({
  code: Type.String(),
  field: Type.Optional(Type.String()),
  message: text,
});

const candidateSchema = Type.Object({
  kind: Type.Enum(['preset', 'mapping']),
  name: Type.String(),
  label: text,
  fits: Type.Boolean(),
  rows_read: Type.Integer({ description: 'Of the first rows, those it can use' }),
  currencies: Type.Array(Type.String(), {
    description: 'Of the first rows, ISO 4217: what the shop does not count in is said before it is imported',
  }),
  time_zone: Type.String({
    description: 'Of its times, IANA: a shop opened for such a file has its days by it',
  }),
  uses: Type.Array(useSchema),
  missing: Type.Array(issueSchema, { description: 'What it needs and the file lacks' }),
});

export const inspectionSchema = Type.Object({
  upload: uploadSchema,
  format: Type.Enum([...formats]),
  encoding: orNull(Type.String()),
  delimiter: orNull(Type.String()),
  has_header: Type.Boolean(),
  columns: Type.Array(Type.String(), { description: 'Without a header: 1, 2, 3 ...' }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      cells: Type.Array(Type.String(), { description: 'Cut at 200 characters' }),
      problems: Type.Array(
        Type.Object({ column: orNull(Type.String()), code: Type.String(), message: text }),
      ),
      left_out: Type.Array(Type.String()),
    }),
    { description: 'The first 50, as the chosen one reads them' },
  ),
  rows_hidden: Type.Boolean({ description: 'Cells are covered, because somebody else uploaded the file' }),
  chosen: orNull(candidateSchema),
  candidates: Type.Array(candidateSchema, { description: 'Best first; those that do not fit come last' }),
});

export type InspectionView = Static<typeof inspectionSchema>;

export const rejectLineSchema = Type.Object({
  line: Type.Integer(),
  column: Type.String(),
  value: Type.String(),
  code: Type.String(),
  message: text,
});

export type RejectLineView = Static<typeof rejectLineSchema>;

/** The last event of a dry run: its counts, and the first 200 of its rejects. */
export type DryRunView = ImportResult & { readonly rejects: readonly RejectLineView[] };

export const savedMappingSchema = Type.Object({
  name: Type.String(),
  of: Type.String(),
  mapping: Type.Record(Type.String(), Type.Unknown(), { description: 'See docs/mapping.schema.json' }),
  saved_at: Type.String({ format: 'date-time' }),
});

export type SavedMappingView = Static<typeof savedMappingSchema>;
