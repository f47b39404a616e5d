import type { Param } from '../../platform/clickhouse/clickhouse.ts';
import { type Asking, boundValues, inShop, notADocument } from '../analytics/index.ts';
import { customerOf } from '../customers/index.ts';
import type { Facts, Happened, HeldPoints, PersonFact, PlusPeriod } from './facts.ts';
import type { Known } from './known.ts';
import { membersNowSql } from './members-sql.ts';

/** A question about the rows of some customers. */
interface Wanted extends Asking {
  readonly customerIds: readonly number[];
  readonly known: Known;
}

/** Everything conditions ask of these customers, as rows; few customers, for an answer about each. */
export async function readFacts(wanted: Wanted): Promise<Facts[]> {
  const [persons, happened, ties, points, plus, scores, standings, segments, lists] = await Promise.all([
    readPersons(wanted),
    readHappened(wanted),
    rowsOf<TieRow>(wanted, `SELECT ${owner()}, tie_role, tie_no FROM ties WHERE ${inShop} AND ${wantedOnly}`),
    rowsOf<PointsRow>(wanted, pointsSql),
    rowsOf<PlusRow>(wanted, plusSql),
    readScores(wanted),
    readStandings(wanted),
    readSegments(wanted),
    rowsOf<ListRow>(wanted, `SELECT ${owner()}, list_id FROM list_persons WHERE ${inShop} AND ${wantedOnly}`),
  ]);
  return wanted.customerIds.map((customerId) => {
    const own = <Row extends Owned>(rows: readonly Row[]) =>
      rows.filter((it) => it.customer_id === customerId);
    return {
      customerId,
      persons: own(persons).map(toPerson),
      happened: own(happened).map(toHappened),
      ties: own(ties).map((it) => ({ role: it.tie_role, tieNo: it.tie_no })),
      points: own(points).map(toHeld),
      plus: own(plus).map(toPeriod),
      scores: new Map(own(scores).map((it) => [it.score, it.value])),
      words: new Map(own(scores).map((it) => [it.score, it.word])),
      standing: own(standings)[0],
      lists: new Set(own(lists).map((it) => it.list_id)),
      segments: new Set(own(segments).map((it) => it.segment)),
    };
  });
}

interface Owned {
  readonly customer_id: number;
}

const owner = (): string => `${customerOf('person_id')} AS customer_id`;
const wantedOnly = `has({customers:Array(UInt32)}, ${customerOf('person_id')})`;

function rowsOf<Row>(
  { clickhouse, shop, signal, customerIds }: Wanted,
  sql: string,
  params: Readonly<Record<string, Param>> = {},
): Promise<Row[]> {
  return clickhouse.query<Row>({
    ...{ sql, shopId: shop.shopId, params: { customers: customerIds, ...params } },
    ...(signal && { signal }),
  });
}

interface ListRow extends Owned {
  readonly list_id: number;
}

interface PersonRow extends Owned {
  readonly person_id: number;
  readonly first: string;
  readonly last: string;
  readonly traits: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly ends: readonly string[];
  readonly consents: readonly string[];
  readonly profiling_barred: number;
}

const readPersons = (wanted: Wanted): Promise<PersonRow[]> =>
  rowsOf(
    wanted,
    `SELECT ${owner()}, person_id, toUnixTimestamp64Milli(first_seen_at) AS first, toUnixTimestamp64Milli(last_seen_at) AS last,
  traits, tags, arrayMap(it -> toInt64(toUnixTimestamp(it)), tag_ends) AS ends, consents, profiling_barred
FROM persons WHERE ${inShop} AND ${wantedOnly} ORDER BY person_id`,
  );

const toPerson = (it: PersonRow): PersonFact => ({
  personId: it.person_id,
  ...{ firstSeen: Number(it.first), lastSeen: Number(it.last), traits: it.traits },
  tags: it.tags.map((number, n) => ({ number: String(number), until: Number(it.ends[n]) * 1000 })),
  ...{ consents: it.consents, isBarred: it.profiling_barred === 1 },
});

interface HappenedRow extends Owned {
  readonly name: string;
  readonly source: Happened['source'];
  readonly at: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly properties: string;
  readonly categories: readonly string[];
  readonly products: readonly string[];
  readonly things: readonly string[];
  readonly amount: string;
  readonly quantity: string;
  readonly currency: string;
  readonly paid: number;
}

const product = `(SELECT product_id, canonical_id, category_1, aliases FROM (SELECT product_id, canonical_id, toString(category_1) AS category_1 FROM products WHERE ${inShop}) AS one
  GLOBAL ANY LEFT JOIN (SELECT canonical_id, groupArray(toString(product_id)) AS aliases FROM products WHERE ${inShop} GROUP BY canonical_id) AS many USING (canonical_id))`;

/** The one number of a product on all channels, after a join to `product`. */
const thing = 'toString(if(ifNull(canonical_id, 0) = 0, product_id, assumeNotNull(canonical_id)))';

const eventsSql = `SELECT ${owner()}, toString(name) AS name, 'events' AS source, toUnixTimestamp64Milli(corrected_time) AS at,
  map('channel', toString(channel), 'amount', toString(amount_minor), 'quantity', toString(quantity), 'source', toString(source), 'medium', toString(medium),
    'campaign', toString(campaign), 'province', toString(province), 'city', toString(city)) AS fields,
  properties, arrayFilter(it -> it != '', [if(category != '', toString(category), ifNull(category_1, ''))]) AS categories,
  ifNull(aliases, emptyArrayString()) AS products, if(product_id = 0, [], [${thing}]) AS things, amount_minor AS amount, toInt64(quantity) AS quantity, toString(currency) AS currency, toUInt8(0) AS paid
FROM events GLOBAL ANY LEFT JOIN ${product} AS product USING (product_id)
WHERE ${inShop} AND person_id != 0 AND ${notADocument} AND ${wantedOnly}`;

/** Categories and products of the lines of each document. */
const linesOf = (
  table: string,
  key: string,
): string => `(SELECT ${key}, arrayFilter(it -> it != '', groupUniqArray(ifNull(category_1, ''))) AS categories,
  groupUniqArrayArray(ifNull(aliases, emptyArrayString())) AS products,
  groupUniqArrayIf(${thing}, product_id != 0) AS things
FROM ${table} GLOBAL ANY LEFT JOIN ${product} AS product USING (product_id) WHERE ${inShop} AND ${wantedOnly} GROUP BY ${key})`;

const orderSql = (
  name: string,
  at: string,
  where: string,
): string => `SELECT ${owner()}, '${name}' AS name, 'orders' AS source,
  toUnixTimestamp64Milli(${at}) AS at, map('channel', toString(channel), 'amount', toString(paid_minor), 'quantity', toString(quantity), 'source', toString(source),
    'campaign', toString(campaign), 'province', toString(province), 'city', toString(city)) AS fields,
  '{}' AS properties, ifNull(categories, emptyArrayString()) AS categories, ifNull(products, emptyArrayString()) AS products, ifNull(things, emptyArrayString()) AS things, paid_minor AS amount,
  quantity AS quantity, toString(currency) AS currency, is_paid AS paid
FROM orders GLOBAL ANY LEFT JOIN ${linesOf('order_lines', 'order_id')} AS own USING (order_id)
WHERE ${inShop} AND person_id != 0 AND ${where} AND ${wantedOnly}`;

const refundsSql = `SELECT ${owner()}, 'Order Refunded' AS name, 'refunds' AS source, toUnixTimestamp64Milli(refunded_at) AS at,
  map('channel', toString(channel), 'amount', toString(amount_minor), 'province', toString(province)) AS fields, '{}' AS properties,
  ifNull(categories, emptyArrayString()) AS categories, ifNull(products, emptyArrayString()) AS products, ifNull(things, emptyArrayString()) AS things, amount_minor AS amount, toInt64(0) AS quantity,
  toString(currency) AS currency, toUInt8(0) AS paid
FROM refunds GLOBAL ANY LEFT JOIN ${linesOf('refund_lines', 'refund_id')} AS own USING (refund_id)
WHERE ${inShop} AND person_id != 0 AND state = 'done' AND ${wantedOnly}`;

async function readHappened(wanted: Wanted): Promise<HappenedRow[]> {
  const parts = [
    eventsSql,
    orderSql('Order Placed', 'created_at', 'true'),
    orderSql('Order Completed', 'assumeNotNull(paid_at)', 'paid_at IS NOT NULL'),
    refundsSql,
  ];
  return (await Promise.all(parts.map((sql) => rowsOf<HappenedRow>(wanted, sql)))).flat();
}

const toHappened = (it: HappenedRow): Happened => ({
  ...{ name: it.name, source: it.source, at: Number(it.at), currency: it.currency },
  fields: { ...textsIn(it.properties), ...it.fields },
  ...{ categories: it.categories, products: it.products, things: it.things },
  ...{ amount: Number(it.amount), quantity: Number(it.quantity), isPaid: it.paid === 1 },
});

const textsIn = (properties: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(JSON.parse(properties || '{}') as Record<string, unknown>).map(([name, value]) => [
      name,
      value === null ? '' : String(value),
    ]),
  );

interface TieRow extends Owned {
  readonly tie_role: string;
  readonly tie_no: string;
}

interface PointsRow extends Owned {
  readonly lasting: string;
  readonly ends: readonly string[];
  readonly ending: readonly string[];
}

const pointsSql = `SELECT ${owner()}, lasting, arrayMap(it -> toUnixTimestamp64Milli(it), ends) AS ends, ending
FROM points_held WHERE ${inShop} AND person_id != 0 AND ${wantedOnly}`;

const toHeld = ({ lasting, ends, ending }: PointsRow): HeldPoints => ({
  lasting: Number(lasting),
  ending: ends.map((end, n) => ({ end: Number(end), points: Number(ending[n]) })),
});

interface PlusRow extends Owned {
  readonly plan_id: string;
  readonly no: number;
  readonly begins: string;
  readonly ends: string;
  readonly is_open: number;
}

const plusSql = `SELECT ${owner()}, plan_id, no, toUnixTimestamp64Milli(begins_at) AS begins, toUnixTimestamp64Milli(ends_at) AS ends, is_open
FROM plus_periods WHERE ${inShop} AND person_id != 0 AND ${wantedOnly}`;

const toPeriod = (it: PlusRow): PlusPeriod => ({
  ...{ plan: Number(it.plan_id), no: it.no, begins: Number(it.begins), ends: Number(it.ends) },
  isOpen: it.is_open === 1,
});

async function readScores(wanted: Wanted) {
  const found: (Owned & { readonly score: string; readonly value: number; readonly word: string })[] = [];
  for (const { code, asOf, runId } of wanted.known.scores.values())
    found.push(
      ...(await rowsOf<(typeof found)[number]>(
        wanted,
        `SELECT customer_id, toString(score) AS score, value, word FROM scores
WHERE ${inShop} AND score = {code:String} AND as_of = {day:Date} AND run_id = {run:UInt64} AND has({customers:Array(UInt32)}, customer_id)`,
        { code, day: asOf, run: runId },
      )),
    );
  return found;
}

type StandingRow = Owned & Readonly<Record<string, string>>;

async function readStandings(wanted: Wanted): Promise<StandingRow[]> {
  const { build } = wanted.known;
  if (build === undefined) return [];
  const sql = `SELECT customer_id, quadrant, stage, rfm_group FROM people
WHERE ${inShop} AND slot = {slot:UInt8} AND build = {build:UInt64} AND has({customers:Array(UInt32)}, customer_id)`;
  return rowsOf(wanted, sql, { slot: build.slot, build: build.build });
}

async function readSegments(wanted: Wanted) {
  const found: (Owned & { readonly segment: number })[] = [];
  for (const [segmentId, refresh] of wanted.known.refreshes) {
    const bound = boundValues('member');
    const members = membersNowSql({ segmentId, refresh }, bound);
    const sql = `SELECT DISTINCT ${customerOf('member')} AS customer_id FROM (SELECT customer_id AS member FROM (${members})) WHERE has({customers:Array(UInt32)}, ${customerOf('member')})`;
    const rows = await rowsOf<Owned>(wanted, sql, bound.params);
    found.push(...rows.map((row) => ({ ...row, segment: segmentId })));
  }
  return found;
}
