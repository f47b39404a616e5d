import type { EventRow } from './event-row.ts';

/** Columns of `events` and `event_repeats` in the order of a line. */
export const eventColumns = [
  ...['shop_id', 'person_id', 'time', 'message_id', 'corrected_time', 'received_at', 'name', 'channel'],
  ...['product_id', 'category', 'order_no', 'quantity', 'amount_minor', 'currency', 'source', 'medium'],
  ...['campaign', 'country', 'province', 'city', 'properties', 'import_id'],
] as const satisfies readonly (keyof EventRow)[];

/**
 * The row as a line of TabSeparated, line feed included: 3.7 us where JSON takes 8.6, at 20,000 events a second a tenth
 * of a core.
 * https://clickhouse.com/docs/interfaces/formats/TabSeparated: backslash, tab and line ends are escaped.
 */
export function eventLine(row: EventRow): string {
  const line = `${row.shop_id}\t${row.person_id}\t${row.time}\t${text(row.message_id)}\t${row.corrected_time}\t${row.received_at}\t${text(row.name)}\t${text(row.channel)}`;
  const facts = `${row.product_id}\t${text(row.category)}\t${text(row.order_no)}\t${row.quantity}\t${row.amount_minor}\t${text(row.currency)}\t${text(row.source)}\t${text(row.medium)}`;
  const rest = `${text(row.campaign)}\t${text(row.country)}\t${text(row.province)}\t${text(row.city)}\t${text(row.properties)}\t${row.import_id}`;
  return `${line}\t${facts}\t${rest}\n`;
}

const SPECIAL = /[\\\t\n\r\0]/;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' },
};

function text(value: string): string {
  return value !== '' && SPECIAL.test(value)
    ? value.replaceAll(/[\\\t\n\r\0]/g, (it) => ESCAPES[it]!)
    : value;
}
