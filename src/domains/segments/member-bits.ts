import type { ClickHouse } from '../../platform/clickhouse/clickhouse.ts';
import { inShop } from '../analytics/index.ts';
import type { MembersPlace } from './members-sql.ts';

/** Whether a customer was among the members of a refresh. */
export type IsMember = (customerId: number) => boolean;

/** A bit a customer; undefined: asked for once, and not read yet. */
interface Kept {
  readonly refresh: number;
  readonly bits: Uint8Array | undefined;
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
 * Members of refreshes that are asked for again and again, twice a second while a shop is busy: what a look at a few customers costs
 * must not grow with the members. A refresh never changes, so that what is kept of it is right for ever. The first time nothing is
 * kept, as most shops are looked at once between two refreshes: they are missing from the answer then, and ClickHouse is asked.
 */
export async function membersOf(
  looking: Looking,
  places: readonly MembersPlace[],
): Promise<ReadonlyMap<number, IsMember>> {
  const shelf = shelves.get(looking.clickhouse) ?? new Map<string, Kept>();
  shelves.set(looking.clickhouse, shelf);
  const keyOf = ({ segmentId }: MembersPlace) => `${looking.shopId} ${segmentId}`;
  const asked = places.filter((it) => shelf.get(keyOf(it))?.refresh === it.refresh);
  for (const it of places)
    if (!asked.includes(it)) shelf.set(keyOf(it), { refresh: it.refresh, bits: undefined });
  const found = new Map<number, Uint8Array>();
  const unread: MembersPlace[] = [];
  for (const it of asked) {
    const bits = shelf.get(keyOf(it))?.bits;
    if (bits === undefined) unread.push(it);
    else found.set(it.segmentId, bits);
  }
  for (let from = 0; from < unread.length; from += AT_ONCE)
    for (const [it, bits] of await readBits(looking, unread.slice(from, from + AT_ONCE))) {
      keep(shelf, keyOf(it), { refresh: it.refresh, bits });
      found.set(it.segmentId, bits);
    }
  return new Map([...found].map(([segmentId, bits]) => [segmentId, isIn(bits)]));
}

const isIn =
  (bits: Uint8Array): IsMember =>
  (customerId) =>
    ((bits[customerId >> 3] ?? 0) & (1 << (customerId & 7))) !== 0;

function keep(shelf: Shelf, key: string, it: Kept): void {
  const bytes = [...shelf.values()].reduce((sum, { bits }) => sum + (bits?.length ?? 0), 0);
  if (bytes + (it.bits?.length ?? 0) > MOST_BYTES) shelf.clear();
  shelf.set(key, it);
}

async function readBits(
  { clickhouse, shopId }: Looking,
  places: readonly MembersPlace[],
): Promise<[MembersPlace, Uint8Array][]> {
  const rows = await clickhouse.query<{ segment_id: number; members: number[] }>({
    sql: `SELECT segment_id, members FROM segment_members WHERE ${inShop} AND (segment_id, refresh) IN (${pairsOf(places)})`,
    ...{ shopId, goesFirst: true },
  });
  return places.map((it) => [
    it,
    bitsOf(rows.find(({ segment_id: id }) => id === it.segmentId)?.members ?? []),
  ]);
}

/** SQL of the places as tuples. */
export const pairsOf = (places: readonly MembersPlace[]): string =>
  places.map(({ segmentId, refresh }) => `(${segmentId}, ${refresh})`).join(', ');

/** Ascending numbers as bits. */
function bitsOf(members: readonly number[]): Uint8Array {
  const bits = new Uint8Array(((members.at(-1) ?? 0) >> 3) + 1);
  for (const id of members) bits[id >> 3]! |= 1 << (id & 7);
  return bits;
}
