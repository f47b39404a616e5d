import type { EventRecord } from '../../../contract/records.ts';
import { productKey } from '../../products/index.ts';
import type { Part } from './batch-parts.ts';
import type { KnownProducts } from './name-products.ts';
import type { Storing } from './storing.ts';

/** One row of ClickHouse's `events` as it is inserted. */
interface EventRow {
  readonly person_id: number;
  readonly time: string;
  readonly message_id: string;
  readonly [column: string]: string | number;
}

/**
 * Appends the events of a batch. They are there before the batch's transaction commits: if the process dies in between,
 * the resumed import writes the same rows again, to no effect, and knows them as its own by their import id.
 */
export async function storeEventPart(
  storing: Storing,
  events: readonly Part<EventRecord>[],
  known: { readonly persons: readonly number[]; readonly products: KnownProducts },
): Promise<void> {
  if (events.length === 0) return;
  const { platform, marks, counts } = storing;
  const rows = events.map((event, n) =>
    rowOf(storing, event, { person: known.persons[n]!, products: known.products }),
  );
  const stored = await foreignRows(storing, rows);
  const fresh = firstOfEach(rows).filter((n) => !stored.has(keyOf(rows[n]!)));
  if (fresh.length === 0) return;
  await platform.clickhouse.insert(
    'events',
    fresh.map((n) => rows[n]!),
  );
  counts.events += fresh.length;
  for (const n of fresh) marks.accept(events[n]!.row);
}

function rowOf(
  { shopId, importId, source, platform }: Storing,
  { record, key }: Part<EventRecord>,
  { person, products }: { person: number; products: KnownProducts },
): EventRow {
  const { touch = {} } = record;
  return {
    shop_id: shopId,
    person_id: person,
    time: record.at,
    message_id: record.messageId ?? key,
    corrected_time: record.at,
    received_at: platform.clock.now().toISOString(),
    name: record.name,
    channel: record.channel,
    product_id: record.product === undefined ? 0 : (products.get(productKey(record.product)) ?? 0),
    category: record.category ?? '',
    order_no: record.orderNo ?? '',
    quantity: record.quantity ?? 0,
    amount_minor: record.amountMinor ?? 0,
    currency: record.currency ?? '',
    source: touch.source ?? source,
    medium: touch.medium ?? '',
    campaign: touch.campaign ?? '',
    properties: JSON.stringify(record.properties ?? {}),
    import_id: importId,
  };
}

const keyOf = ({ person_id, time, message_id }: EventRow): string =>
  `${person_id} ${Date.parse(time)} ${message_id}`;

/** Positions of the rows, each key once: the table keeps one of them. */
function firstOfEach(rows: readonly EventRow[]): number[] {
  const first = new Map<string, number>();
  for (const [n, row] of rows.entries()) if (!first.has(keyOf(row))) first.set(keyOf(row), n);
  return [...first.values()];
}

/** Keys that the table has from elsewhere. Asked by the leading columns of its order, so it reads few granules. */
async function foreignRows(
  { platform, shopId, importId }: Storing,
  rows: readonly EventRow[],
): Promise<Set<string>> {
  const found = await platform.clickhouse.query<{ person_id: number; time: string; message_id: string }>({
    sql: `select person_id, toString(toUnixTimestamp64Milli(time)) as time, message_id from events
      where shop_id = {shop:UInt32} and person_id in {persons:Array(UInt32)} and message_id in {messages:Array(String)}
        and time between fromUnixTimestamp64Milli({from:Int64}) and fromUnixTimestamp64Milli({to:Int64})
        and import_id != {import:UInt64}`,
    shopId,
    params: {
      persons: [...new Set(rows.map((row) => row.person_id))],
      messages: rows.map((row) => row.message_id),
      from: Math.min(...rows.map((row) => Date.parse(row.time))),
      to: Math.max(...rows.map((row) => Date.parse(row.time))),
      import: importId,
    },
  });
  return new Set(found.map(({ person_id, time, message_id }) => `${person_id} ${time} ${message_id}`));
}
