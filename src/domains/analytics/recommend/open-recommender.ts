import type { Db, Tx } from '../../../platform/db/postgres.ts';
import { type Kept, unpack } from './pack-recommender.ts';
import { readRecommender } from './recommender-store.ts';

/** A recommender ready to be asked. */
export interface Opened {
  readonly runId: number;
  /** Shop day. */
  readonly asOf: string;
  readonly kept: Kept;
  /** Place of a product's number. */
  readonly placeOf: ReadonlyMap<number, number>;
}

type Run = Pick<Opened, 'runId' | 'asOf'>;

/** One that is open, or on its way: whoever asks meanwhile waits for the same two megabytes. */
interface Opening {
  readonly runId: number;
  readonly opened: Promise<Opened | undefined>;
}

/** Shops whose recommender this process keeps open: some 2 MB each. The one asked longest ago gives way. */
const MOST_SHOPS = 100;

const openings = new WeakMap<Db, Map<number, Opening>>();

/**
 * The shop's recommender of a run; read once a run and process. Where two newer runs dropped it meanwhile the one opened before
 * goes on; undefined: there was none.
 */
export function openRecommender(db: Db, tx: Tx, at: Run & { shopId: number }): Promise<Opened | undefined> {
  const shops = openings.get(db) ?? new Map<number, Opening>();
  openings.set(db, shops);
  const known = shops.get(at.shopId);
  const it = known?.runId === at.runId ? known : { runId: at.runId, opened: read(tx, at, known) };
  touch(shops, at.shopId, it);
  // What could not be read is not kept: the next to ask tries again.
  const forget = () => shops.get(at.shopId) === it && shops.delete(at.shopId);
  if (it !== known) it.opened.then((opened) => opened ?? forget(), forget);
  return it.opened;
}

async function read(
  tx: Tx,
  { shopId, runId, asOf }: Run & { shopId: number },
  before: Opening | undefined,
): Promise<Opened | undefined> {
  const body = await readRecommender(tx, shopId, runId);
  if (body === undefined) return before?.opened;
  const kept = unpack(body);
  const placeOf = new Map([...kept.products].map((product, place) => [product, place]));
  return { runId, asOf, kept, placeOf };
}

function touch(shops: Map<number, Opening>, shopId: number, it: Opening): void {
  shops.delete(shopId);
  shops.set(shopId, it);
  if (shops.size > MOST_SHOPS) shops.delete(shops.keys().next().value!);
}
