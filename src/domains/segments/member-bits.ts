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

/**
 * Members of refreshes that are asked for again and again, twice a second while a shop is busy: what a look at a few customers costs
 * must not grow with the members. A refresh never changes, so that what is kept of it is right for ever. The first time nothing is
 * kept, as most shops are looked at once between two refreshes: undefined then, and ClickHouse is asked.
 */
export async function membersOf(looking: Looking, place: MembersPlace): Promise<IsMember | undefined> {
  const shelf = shelves.get(looking.clickhouse) ?? new Map<string, Kept>();
  shelves.set(looking.clickhouse, shelf);
  const key = `${looking.shopId} ${place.segmentId}`;
  const kept = shelf.get(key);
  if (kept?.refresh !== place.refresh) {
    shelf.set(key, { refresh: place.refresh, bits: undefined });
    return undefined;
  }
  const bits = kept.bits ?? bitsOf(await readMembers(looking, place));
  if (kept.bits === undefined) keep(shelf, key, { refresh: place.refresh, bits });
  return (customerId) => ((bits[customerId >> 3] ?? 0) & (1 << (customerId & 7))) !== 0;
}

function keep(shelf: Shelf, key: string, it: Kept): void {
  const bytes = [...shelf.values()].reduce((sum, { bits }) => sum + (bits?.length ?? 0), 0);
  if (bytes + (it.bits?.length ?? 0) > MOST_BYTES) shelf.clear();
  shelf.set(key, it);
}

async function readMembers({ clickhouse, shopId }: Looking, { segmentId, refresh }: MembersPlace) {
  const rows = await clickhouse.query<{ members: number[] }>({
    sql: `SELECT members FROM segment_members WHERE ${inShop} AND segment_id = {segment:UInt32} AND refresh = {refresh:UInt64}`,
    ...{ shopId, params: { segment: segmentId, refresh } },
  });
  return rows[0]?.members ?? [];
}

/** Ascending numbers as bits. */
function bitsOf(members: readonly number[]): Uint8Array {
  const bits = new Uint8Array(((members.at(-1) ?? 0) >> 3) + 1);
  for (const id of members) bits[id >> 3]! |= 1 << (id & 7);
  return bits;
}
