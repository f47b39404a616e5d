import type { ClickHouse } from '../../platform/clickhouse/clickhouse.ts';
import { inShop } from '../analytics/index.ts';
import type { MembersPlace } from './members-sql.ts';

/** Whether a customer is among the members now. */
type IsMember = (customerId: number) => boolean;

/** A bit a customer. */
interface Kept {
  readonly refresh: number;
  bits: Uint8Array;
}

/** Of one engine, by shop and segment. */
type Shelf = Map<string, Kept>;
const shelves = new WeakMap<ClickHouse, Shelf>();

/** A million customers are 125 KB a segment: fifty such segments of ten shops. More is begun anew. */
const MOST_BYTES = 64 * 2 ** 20;

interface Looking {
  readonly clickhouse: ClickHouse;
  readonly shopId: number;
}

/** Rows of members that are read in one go: each is some megabytes, and what lies beside it is read with it. */
const AT_ONCE = 8;

/**
 * Members that are asked for again and again, at every look while a shop is busy: what a look at a few customers costs must not
 * grow with the members, nor with those who moved. A refresh never changes, and behind it only the live looks of whoever has the turn
 * move somebody, who tells so (`keepMoves`): what is kept is right for as long as the turn is.
 */
export async function membersOf(
  looking: Looking,
  places: readonly MembersPlace[],
): Promise<ReadonlyMap<number, IsMember>> {
  const shelf = shelfOf(looking);
  const found = new Map<number, Uint8Array>();
  const unread: MembersPlace[] = [];
  for (const it of places) {
    const kept = shelf.get(keyOf(looking, it));
    if (kept?.refresh === it.refresh) found.set(it.segmentId, kept.bits);
    else unread.push(it);
  }
  for (let from = 0; from < unread.length; from += AT_ONCE)
    for (const [it, bits] of await readBits(looking, unread.slice(from, from + AT_ONCE))) {
      keep(shelf, keyOf(looking, it), { refresh: it.refresh, bits });
      found.set(it.segmentId, bits);
    }
  return new Map([...found].map(([segmentId, bits]) => [segmentId, isIn(bits)]));
}

/** These moved, and it is on record. */
export function keepMoves(
  looking: Looking,
  moves: readonly (MembersPlace & { readonly customerId: number; readonly entered: boolean })[],
): void {
  const shelf = shelfOf(looking);
  for (const it of moves) {
    const kept = shelf.get(keyOf(looking, it));
    if (kept?.refresh !== it.refresh) continue;
    kept.bits = withRoom(kept.bits, it.customerId);
    turn(kept.bits, it.customerId, it.entered);
  }
}

/** Others may have moved somebody since, or nobody knows whether we did: everything is read again. */
export const forgetMembersKept = (clickhouse: ClickHouse): void => {
  shelves.delete(clickhouse);
};

function shelfOf({ clickhouse }: Looking): Shelf {
  const shelf = shelves.get(clickhouse) ?? new Map<string, Kept>();
  shelves.set(clickhouse, shelf);
  return shelf;
}

const keyOf = ({ shopId }: Looking, { segmentId }: MembersPlace): string => `${shopId} ${segmentId}`;

const isIn =
  (bits: Uint8Array): IsMember =>
  (customerId) =>
    ((bits[customerId >> 3] ?? 0) & (1 << (customerId & 7))) !== 0;

function turn(bits: Uint8Array, customerId: number, on: boolean): void {
  const bit = 1 << (customerId & 7);
  if (on) bits[customerId >> 3]! |= bit;
  else bits[customerId >> 3]! &= ~bit;
}

/** Newcomers have greater numbers than everybody before: room for some thousands more at a time. */
const ROOM = 1024;

function withRoom(bits: Uint8Array, customerId: number): Uint8Array {
  if (customerId >> 3 < bits.length) return bits;
  const wider = new Uint8Array((customerId >> 3) + ROOM);
  wider.set(bits);
  return wider;
}

function keep(shelf: Shelf, key: string, it: Kept): void {
  const bytes = [...shelf.values()].reduce((sum, { bits }) => sum + bits.length, 0);
  if (bytes + it.bits.length > MOST_BYTES) shelf.clear();
  shelf.set(key, it);
}

/** Of a refresh, with the last move of each who moved behind it. */
async function readBits(
  { clickhouse, shopId }: Looking,
  places: readonly MembersPlace[],
): Promise<[MembersPlace, Uint8Array][]> {
  const where = `${inShop} AND (segment_id, refresh) IN (${pairsOf(places)})`;
  const [counted, moved] = await Promise.all([
    clickhouse.query<{ segment_id: number; members: string }>({
      sql: `SELECT segment_id, ${packed('members')} AS members FROM segment_members WHERE ${where}`,
      ...{ shopId, goesFirst: true },
    }),
    clickhouse.query<{ segment_id: number; came: string; gone: string }>({
      sql: `SELECT segment_id, ${packed('groupArrayIf(customer_id, is_in = 1)')} AS came, ${packed('groupArrayIf(customer_id, is_in = 0)')} AS gone
FROM (SELECT segment_id, customer_id, argMax(entered, move) AS is_in FROM segment_moves WHERE ${where} AND move != 0 GROUP BY segment_id, customer_id)
GROUP BY segment_id`,
      ...{ shopId, goesFirst: true },
    }),
  ]);
  const [members, moves] = [bySegment(counted), bySegment(moved)];
  return places.map((it) => {
    const { came = '', gone = '' } = moves.get(it.segmentId) ?? {};
    const counted = numbersOf(members.get(it.segmentId)?.members ?? '');
    return [it, bitsOf(counted, { came: numbersOf(came), gone: numbersOf(gone) })];
  });
}

const bySegment = <Row extends { readonly segment_id: number }>(rows: readonly Row[]): Map<number, Row> =>
  new Map(rows.map((row) => [row.segment_id, row]));

/** SQL of the places as tuples. */
const pairsOf = (places: readonly MembersPlace[]): string =>
  places.map(({ segmentId, refresh }) => `(${segmentId}, ${refresh})`).join(', ');

/** Numbers of persons are smaller: with this bit no number ends in a byte of nothing, which the engine would cut off. */
const MARK = 2 ** 31;

/**
 * SQL of an Array(UInt32) as its bytes, each number marked: a million members hold this process up for 18 ms so, as JSON for 61.
 * (Reinterpreting an array as a whole is younger than the servers we speak to.)
 */
const packed = (numbers: string): string =>
  `base64Encode(arrayStringConcat(arrayMap(it -> reinterpretAsFixedString(bitOr(it, toUInt32(${MARK}))), ${numbers})))`;

/** What was packed. */
function numbersOf(text: string): Uint32Array {
  const numbers = new Uint32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
  for (let n = 0; n < numbers.length; n += 1) numbers[n]! &= MARK - 1;
  return numbers;
}

interface Moved {
  readonly came: Uint32Array;
  readonly gone: Uint32Array;
}

/** In any order: a refresh of a few members does not sort them. */
function bitsOf(members: Uint32Array, { came, gone }: Moved): Uint8Array {
  let most = 0;
  for (const some of [members, came]) for (const id of some) if (id > most) most = id;
  const bits = new Uint8Array((most >> 3) + 1);
  for (const id of members) turn(bits, id, true);
  for (const id of came) turn(bits, id, true);
  for (const id of gone) if (id <= most) turn(bits, id, false);
  return bits;
}
