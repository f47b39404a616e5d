import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { TimelineEntry, TimelinePlace, TimelineSource } from '../../customers/index.ts';
import { eventLabel } from './event-labels.ts';

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

/** The newest events of some persons behind a place, newest first: by time, then by key. At most `limit`. */
export async function readEvents(
  clickhouse: Pick<ClickHouse, 'query'>,
  { shopId, personIds, before, limit }: EventsAsk,
): Promise<TimelineEntry[]> {
  if (personIds.length === 0 || limit === 0) return [];
  const rows = await clickhouse.query<TimelineRow>({
    sql: `SELECT ${COLUMNS}, ${KEY} AS key FROM events
      WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} ${before === undefined ? '' : BEHIND}
      ORDER BY time DESC, key DESC LIMIT {limit:UInt32}`,
    shopId,
    maxRows: limit,
    // A lookup: it goes past the analyses, on the connection that is kept for quick ones.
    seconds: 5,
    params: { persons: personIds, limit, ...(before && { at: before.at, key: before.key }) },
  });
  return rows.map(entryOf);
}

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
  read: ({ platform, ...ask }) => readEvents(platform.clickhouse, ask),
};
