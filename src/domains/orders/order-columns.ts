import { type RawBuilder, sql } from 'kysely';
import type { OrderColumns } from './order-rules.ts';

/** PostgreSQL types of the columns that follow from statements; sealed bytes travel as hex. */
const types: Readonly<Record<keyof OrderColumns, string>> = {
  ...{ person_id: 'integer', state: 'text', source_time: 'timestamptz', created_at: 'timestamptz' },
  ...{ paid_at: 'timestamptz', shipped_at: 'timestamptz', delivered_at: 'timestamptz' },
  ...{ completed_at: 'timestamptz', cancelled_at: 'timestamptz', currency: 'text' },
  ...{ goods_minor: 'bigint', shipping_minor: 'bigint', discount_minor: 'bigint', paid_minor: 'bigint' },
  ...{ quantity: 'bigint', lines_total: 'boolean', paid_stated: 'boolean', is_paid: 'boolean' },
  ...{ province: 'text', city: 'text', district: 'text', receiver_sealed: 'text' },
  ...{ tie_kind: 'text', tie_no: 'text', tie_role: 'text', touch: 'jsonb', marks: 'text[]' },
};

const names = Object.keys(types) as (keyof OrderColumns)[];
const value = (name: string) => (name === 'receiver_sealed' ? `decode(r.${name}, 'hex')` : `r.${name}`);
const readable = (name: string) =>
  name === 'receiver_sealed' ? `encode(o.${name}, 'hex') as ${name}` : `o.${name}`;

/** `person_id, state, ...` */
export const columnNames: RawBuilder<unknown> = sql.raw(names.join(', '));
/** `person_id integer, state text, ...`, for json_to_recordset. */
export const columnTypes: RawBuilder<unknown> = sql.raw(names.map((it) => `${it} ${types[it]}`).join(', '));
/** `r.person_id, ...`, from such a recordset. */
export const columnValues: RawBuilder<unknown> = sql.raw(names.map(value).join(', '));
/** `person_id = r.person_id, ...` */
export const columnSets: RawBuilder<unknown> = sql.raw(names.map((it) => `${it} = ${value(it)}`).join(', '));
/** `o.person_id, ...`, as OrderColumns has them but for times, which come as Date. */
export const columnsRead: RawBuilder<unknown> = sql.raw(names.map(readable).join(', '));

/** Whether a stored row says what the columns say. */
export function sameColumns(stored: Readonly<Record<string, unknown>>, columns: OrderColumns): boolean {
  return names.every((name) => comparable(stored[name]) === comparable(columns[name]));
}

/** Text that is equal for equal values: jsonb gives keys back in another order, times come as Date. */
function comparable(it: unknown): string {
  if (it === null || typeof it !== 'object' || it instanceof Date) return JSON.stringify(it) ?? 'null';
  if (Array.isArray(it)) return `[${it.map(comparable).join()}]`;
  const entries = Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${comparable(inner)}`).join()}}`;
}
