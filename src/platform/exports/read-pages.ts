import { type RawBuilder, sql } from 'kysely';
import { type Tx, withShop } from '../db/postgres.ts';
import type { Batch } from './column.ts';
import type { ExportAsk } from './export-noun.ts';

export interface Page<Place> {
  readonly batch: Batch;
  /** Where the next page begins; undefined on the last. */
  readonly next: Place | undefined;
}

/** Rows of a page: its transaction lasts some tens of milliseconds. */
export const pageRows = 2_000;

/**
 * Rows of PostgreSQL page by page, each page by key behind the last, in a transaction of its own: a download may take
 * hours, and a snapshot kept open for it would hold one of 20 connections and keep vacuum from every table. So a row is
 * told as it is when its page is read, and none twice.
 */
export async function* readPages<Place>(
  { platform, shop, signal }: ExportAsk,
  read: (tx: Tx, after: Place | undefined) => Promise<Page<Place>>,
): AsyncGenerator<Batch> {
  let after: Place | undefined;
  do {
    signal.throwIfAborted();
    const page = await withShop(platform.db, shop.shopId, (tx) => read(tx, after));
    if (page.batch.rows.length > 0) yield page.batch;
    after = page.next;
  } while (after !== undefined);
}

/** Conditions: an instant lies within the shop days `from` to `to`, either of which may be absent. */
export function withinDays(
  instant: RawBuilder<unknown>,
  { filters, shop }: ExportAsk,
): RawBuilder<unknown>[] {
  const { from, to } = filters;
  const start = (day: RawBuilder<unknown>) => sql`(${day})::timestamp at time zone ${shop.timeZone}`;
  return [
    ...(from === undefined ? [] : [sql`${instant} >= ${start(sql`${from}::date`)}`]),
    ...(to === undefined ? [] : [sql`${instant} < ${start(sql`${to}::date + 1`)}`]),
  ];
}

/** Conditions: columns that equal a filter, where it was given. */
export const whereEqual = (
  columns: Readonly<Record<string, RawBuilder<unknown>>>,
  { filters }: ExportAsk,
): RawBuilder<unknown>[] =>
  Object.entries(columns).flatMap(([name, column]) =>
    filters[name] === undefined ? [] : [sql`${column} = ${filters[name]}`],
  );

/** Milliseconds since 1970, as cells of type `instant` are. */
export const msOf = (at: Date | null): number | null => at?.getTime() ?? null;

/** How many rows of a relation meet the conditions. */
export async function countRows(
  { platform, shop }: ExportAsk,
  relation: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
): Promise<number> {
  const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{ rows: number }>`
      select count(*) as rows from ${relation} where ${sql.join(conditions, sql` and `)}`.execute(tx),
  );
  return rows[0]!.rows;
}
