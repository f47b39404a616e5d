import { eventLabel } from '../../../contract/event-labels.ts';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import {
  lastSeenAt,
  type TimelineEntry,
  type TimelinePlace,
  type TimelineSource,
} from '../../customers/index.ts';

interface TimelineRow {
  /** 'YYYY-MM-DD hh:mm:ss.sss', UTC. */
  readonly time: string;
  readonly key: string;
  readonly person_id: number;
  readonly name: string;
  readonly channel: string;
  readonly product_id: number;
  readonly category: string;
  readonly order_no: string;
  readonly quantity: number;
  readonly amount_minor: string;
  readonly currency: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly country: string;
  readonly province: string;
  readonly city: string;
  readonly properties: string;
}

/** What is asked of the events of one customer. */
export interface EventsAsk {
  readonly shopId: number;
  /** Every person of the customer; on a cluster they lie on several shards. */
  readonly personIds: readonly number[];
  readonly before: TimelinePlace | undefined;
  readonly limit: number;
  /** When they were seen last, as far as that is known: where to look first. ISO 8601. */
  readonly seenAt?: string | undefined;
}

/**
 * Unique in the shop. ASCII only, because the engine compares bytes and JavaScript UTF-16, which part above U+FFFF: a
 * message id with other characters stands as hex.
 */
const KEY = `concat('event:', toString(person_id), ':',
  if(match(message_id, '^[ -~]*$'), concat('m:', message_id), concat('x:', hex(message_id))))`;

const COLUMNS = `time, person_id, name, channel, product_id, category, order_no, quantity, amount_minor, currency,
  source, medium, campaign, country, province, city, properties`;

/** `time <=` alone lets the engine leave out months; the pair behind it is the exact place. */
const BEHIND = `AND time <= {at:DateTime64(3, 'UTC')} AND (time < {at:DateTime64(3, 'UTC')} OR key < {key:String})`;

/**
 * How far back from their last event somebody's page is looked for first: half a year holds the newest page of anybody
 * whose timeline is long. A month is a partition, and each read costs a few thousand rows however few are theirs.
 */
const FIRST_SPAN = 183 * 24 * 3_600_000;

/** The newest events of some persons behind a place, newest first: by time, then by key. At most `limit`. */
export async function readEvents(
  clickhouse: Pick<ClickHouse, 'query'>,
  ask: EventsAsk,
): Promise<TimelineEntry[]> {
  if (ask.personIds.length === 0 || ask.limit === 0) return [];
  const newest = ask.before?.at ?? ask.seenAt;
  if (newest === undefined) return readSpan(clickhouse, ask, {});
  const middle = new Date(Date.parse(newest) - FIRST_SPAN).toISOString();
  const young = await readSpan(clickhouse, ask, { from: middle });
  if (young.length === ask.limit) return young;
  return [
    ...young,
    ...(await readSpan(clickhouse, { ...ask, limit: ask.limit - young.length }, { to: middle })),
  ];
}

/** Instants: from the first, to before the second. */
interface Span {
  readonly from?: string;
  readonly to?: string;
}

/**
 * Persons and times are columns of the key, so the engine may leave rows out before it settles which version of a row
 * stands (`optimize_move_to_prewhere_if_final`): a third less work.
 */
async function readSpan(
  clickhouse: Pick<ClickHouse, 'query'>,
  { shopId, personIds, before, limit }: EventsAsk,
  { from, to }: Span,
): Promise<TimelineEntry[]> {
  const span = `${from === undefined ? '' : FROM} ${to === undefined ? '' : TO}`;
  const rows = await clickhouse.query<TimelineRow>({
    sql: `SELECT ${COLUMNS}, ${KEY} AS key FROM events
      WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} ${span} ${before === undefined ? '' : BEHIND}
      ORDER BY time DESC, key DESC LIMIT {limit:UInt32}
      SETTINGS optimize_move_to_prewhere_if_final = 1`,
    shopId,
    maxRows: limit,
    // A lookup: it goes past the analyses, on the connection that is kept for quick ones.
    seconds: 5,
    params: {
      ...{ persons: personIds, limit },
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(before && { at: before.at, key: before.key }),
    },
  });
  return rows.map(entryOf);
}

const FROM = "AND time >= {from:DateTime64(3, 'UTC')}";
const TO = "AND time < {to:DateTime64(3, 'UTC')}";

function entryOf(row: TimelineRow): TimelineEntry {
  const said = {
    ...{ channel: row.channel, category: row.category, order_no: row.order_no, source: row.source },
    ...{ medium: row.medium, campaign: row.campaign, currency: row.currency },
    ...{ country: row.country, province: row.province, city: row.city },
    ...{ product_id: row.product_id, quantity: row.quantity, amount_minor: Number(row.amount_minor) },
  };
  const filled = Object.entries(said).filter(([, value]) => value !== '' && value !== 0);
  return {
    at: `${row.time.replace(' ', 'T')}Z`,
    type: 'event',
    key: row.key,
    title: eventLabel(row.name),
    data: {
      ...{ name: row.name, person_id: row.person_id, ...Object.fromEntries(filled) },
      properties: JSON.parse(row.properties),
    },
  };
}

/** Behaviour on a customer's timeline. Nothing in it is personal: it was stripped when it came in. */
export const eventTimeline: TimelineSource = {
  types: ['event'],
  read: async ({ platform, tx, ...ask }) => {
    const seenAt = await lastSeenAt(tx, ask.shopId, ask.personIds);
    return readEvents(platform.clickhouse, { ...ask, seenAt });
  },
};
