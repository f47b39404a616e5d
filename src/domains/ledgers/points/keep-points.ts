import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/postgres.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orAgain, withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { orThrow } from '../../../platform/errors.ts';
import { auditPoints } from './audit-points.ts';
import { isAuditDue, noteBrokenOff } from './audit-store.ts';
import type { KeepingPoints } from './keeping-points.ts';
import { settlePoints } from './settle-points.ts';
import { cancelReservation } from './spend-points.ts';
import { sumFlows } from './sum-flows.ts';

/** Shops take turns: what a large ledger still needs after so long goes on at the next turn, a minute later. */
const TURN_MS = 10_000;

/**
 * What the calendar asks of a shop's ledger: lots that are due, reservations whose time is over, sums for finance, accounts
 * of persons that an undone import took away, an audit once a day. One that fails leaves the others to be done, and is thrown behind them.
 */
export async function keepPoints(db: Db, { shopId, at, signal }: KeepingPoints): Promise<void> {
  const failed: unknown[] = [];
  for (const keep of [settlePoints, endReservations, sumFlows, keepAudit]) {
    const turn = { shopId, at, signal: AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]) };
    await keep(db, turn).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}

/** One that breaks off (a full disk, a statement over its time) goes on later and later where it was, not each minute anew. */
async function keepAudit(db: Db, it: KeepingPoints): Promise<void> {
  const { shopId, at } = it;
  if (!(await withShop(db, shopId, (tx) => isAuditDue(tx, shopId, at)))) return;
  try {
    await forgetGone(db, it);
    await auditPoints(db, it);
  } catch (error) {
    await withShop(db, shopId, (tx) => noteBrokenOff(tx, shopId, at));
    throw error;
  }
}

/** Points of persons whom an undone import took away are nobody's: they are taken back, or finance counts them for ever. */
export async function forgetGone(db: Db, { shopId, at, signal }: KeepingPoints): Promise<void> {
  while (!signal.aborted) {
    const gone = await withShop(db, shopId, (tx) => readGone(tx, shopId));
    if (gone.length === 0) return;
    await withShopAgain(db, shopId, (tx) =>
      sql`select ledgers.points_forget(${shopId}, ${gone}::integer[], ${at}, 'gone')`.execute(tx),
    );
  }
}

async function readGone(tx: Tx, shopId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.person_id as id from ledgers.points_accounts a
    where a.shop_id = ${shopId} and a.person_id is not null and not exists (
      select from customers.persons p where p.shop_id = ${shopId} and p.person_id = a.person_id)
    order by a.person_id limit 200`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Reservations that are looked up at once. */
const RESERVATIONS = 1_000;

/**
 * Each an act of its own, under a key of its own: two processes at it end the same, and however many fail, those behind
 * them are reached; the first failure is thrown when all were tried.
 */
export async function endReservations(
  db: Db,
  { shopId, at, signal }: KeepingPoints,
  page = RESERVATIONS,
): Promise<void> {
  const failed: unknown[] = [];
  for (let after: Over | undefined; !signal.aborted; ) {
    const found = await withShop(db, shopId, (tx) => readOver(tx, shopId, { at, after, page }));
    for (const { actId } of found) {
      if (signal.aborted) break;
      await endReservation(db, { shopId, actId, at }).catch((error: unknown) => failed.push(error));
    }
    if (found.length < page) break;
    after = found.at(-1);
  }
  if (failed.length > 0) throw failed[0];
}

/** A reservation whose time is over; the instant as a text, which keeps its microseconds. */
interface Over {
  readonly actId: number;
  readonly endsAt: string;
}

interface OverAsked {
  readonly at: Date;
  /** The last one that was tried. */
  readonly after: Over | undefined;
  readonly page: number;
}

async function readOver(tx: Tx, shopId: number, { at, after, page }: OverAsked): Promise<Over[]> {
  const behind =
    after === undefined
      ? sql``
      : sql`and (ends_at, act_id) > (${after.endsAt}::timestamptz, ${after.actId}::bigint)`;
  const { rows } = await sql<Over>`
    select act_id as "actId", ends_at::text as "endsAt" from ledgers.points_reservations
    where shop_id = ${shopId} and state = 'open' and ends_at <= ${at} ${behind}
    order by ledgers.points_reservations.ends_at, act_id limit ${page}`.execute(tx);
  return rows;
}

async function endReservation(
  db: Db,
  { shopId, actId, at }: { readonly shopId: number; readonly actId: number; readonly at: Date },
): Promise<void> {
  const ask = { key: ` reservation-over:${actId}`, cause: 'time', by: 'system', at };
  const done = await orAgain(() => cancelReservation(db, shopId, { actId, ask }));
  // Confirmed or cancelled by somebody in this very moment: over is over.
  if (!done.ok && done.problem.code !== 'reservation-over') orThrow(done);
}
