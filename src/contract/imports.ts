import { type Static, Type } from 'typebox';

/** What an import did, or would do with --dry-run: the one shape of the CLI's --json, the HTTP API and its events. */
export const importResultSchema = Type.Object({
  id: Type.Union([Type.Integer(), Type.Null()], { description: 'Null for a dry run' }),
  rows: Type.Integer({ description: 'accepted + rejected + duplicates' }),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  duplicates: Type.Integer({ description: 'Rows already stored unchanged' }),
  customers: Type.Object({
    created: Type.Integer(),
    updated: Type.Integer(),
    known: Type.Optional(
      Type.Integer({ description: 'Of a dry run: customers it speaks of whom the shop has already' }),
    ),
  }),
  orders: Type.Object(
    { created: Type.Integer(), updated: Type.Integer() },
    { description: 'Without refund documents' },
  ),
  lines: Type.Integer({ description: 'Accepted lines of orders and refunds' }),
  events: Type.Integer(),
  refunds: Type.Integer({ description: 'Accepted refund documents' }),
  amount_minor: Type.Record(Type.String(), Type.Integer(), {
    description:
      'Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included',
  }),
  undeclared_traits: Type.Record(Type.String(), Type.Integer(), {
    description:
      'Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again',
  }),
  unfit_traits: Type.Record(Type.String(), Type.Integer(), {
    description:
      'Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file',
  }),
  left_out: Type.Record(Type.String(), Type.Integer(), {
    description:
      'Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones',
  }),
  reject_file: Type.Union([Type.String(), Type.Null()], {
    description: 'Rows that could not be used, and what was left out of rows that could',
  }),
  rejects_csv: Type.Optional(
    Type.String({ description: 'Dry runs over HTTP: the beginning of the reject file, which is not kept' }),
  ),
  seconds: Type.Number(),
  peak_rss_mb: Type.Number({ description: 'All processes, shared memory counted once' }),
});

export type ImportResult = Static<typeof importResultSchema>;

const importStates = ['running', 'interrupted', 'done', 'failed', 'undone', 'undoing'] as const;

export type ImportState = (typeof importStates)[number];

/** One import as the API lists it. */
export const importSchema = Type.Object({
  ...importResultSchema.properties,
  id: Type.Integer(),
  state: Type.Enum([...importStates]),
  file_name: Type.String(),
  preset: Type.String(),
  read_by: Type.Object(
    { zh: Type.String(), en: Type.String() },
    { description: 'What the preset is called; the name of a mapping' },
  ),
  bytes: Type.Integer(),
  bytes_done: Type.Integer(),
  started_at: Type.String({ format: 'date-time' }),
  finished_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  problem: Type.Union([
    Type.Null(),
    Type.Object({
      code: Type.String(),
      message: Type.Object({ zh: Type.String(), en: Type.String() }),
      issues: Type.Optional(Type.Array(Type.Unknown())),
    }),
  ]),
});

export type ImportView = Static<typeof importSchema>;

/** What taking an import back would remove, at most: what others said too stays. */
export const undoPreviewSchema = Type.Object({
  orders: Type.Integer({ description: 'Orders that only this import told of' }),
  orders_changed: Type.Integer({ description: 'Orders of others that go back to what others said' }),
  refunds: Type.Integer(),
  customers: Type.Integer({ description: 'Persons that came by this import' }),
  events: Type.Integer(),
});

export type UndoPreview = Static<typeof undoPreviewSchema>;

/** What reads the records of the demo shop: no preset, because no file of a shop looks like them. */
export const demoReader = { name: 'demo', label: { zh: '演示数据', en: 'Demo data' } } as const;
