import { statfs } from 'node:fs/promises';
import type { Session } from 'chdb';
import { ClickHouseFailure, toFailure } from './failure.ts';
import { quote } from './literal.ts';

/**
 * chDB 3.4.0 (ClickHouse 26.7) goes on when the disk refuses a write: under strace every file of a part met ENOSPC and
 * the part was committed all the same, empty, by inserts and by merges alike. So nothing it says is believed while the
 * disk is nearly full: rows count as stored only if there was room after the insert too, merges stand still until there
 * is room again, and what merges committed meanwhile is checked and taken back to the parts it was made of, which the
 * engine keeps for eight minutes (old_parts_lifetime).
 */
export interface DiskGuard {
  /** Writes with room before, after and meanwhile. Throws NOT_ENOUGH_SPACE otherwise, and until what was written at the wall has been checked. */
  stored(write: () => Promise<void>): Promise<void>;
  /** Whether the failed question is worth asking once more: a part it could not read was taken back just now. */
  mendedAfter(error: ClickHouseFailure): Promise<boolean>;
  close(): Promise<void>;
}

/** Bytes the engine keeps free (keep_free_space_bytes): no insert or merge begins below; one that runs has them to end in. */
export const cushion = 32 * 1024 ** 2;

/** Inserts look too; this is for merges while nobody inserts. */
const everyMs = 1000;

/** How long the engine keeps the parts a merge was made of. */
const oldPartsMs = 480_000;

/** Between two checks for the sake of questions that failed: a part nobody can mend must not be checked by each of them. */
const restMs = 60_000;

/** What a question runs into in a part whose files are empty or cut. */
const unreadable = new Set([33, 40, 107, 226, 246]);
const unknownTable = 60;

/** A part or table that is gone: merged away, or dropped, since it was listed. */
const gone = new Set([unknownTable, 232]);

interface Guard {
  readonly session: Session;
  readonly free: () => Promise<number>;
  /** Since when the disk is nearly full, ms. */
  walledAt?: number | undefined;
  /** How often it became so: who began to write before the last time may have written then. */
  walls: number;
  mending?: Promise<boolean> | undefined;
  mendedAt: number;
  /** Tables detached and not attached again, because that failed: attached at the next mend. */
  readonly away: Set<string>;
}

/** Watches the disk under `path` for the engine of this session. `free` is exchanged in tests. */
export function guardDisk(session: Session, path: string, free = () => freeUnder(path)): DiskGuard {
  const guard: Guard = { session, free, walls: 0, mendedAt: 0, away: new Set() };
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = hasRoom(guard).catch(() => undefined);
  }, everyMs).unref();
  return {
    async stored(write) {
      await assertRoom(guard);
      const { walls } = guard;
      await write();
      await assertRoom(guard);
      if (guard.walls !== walls) throw noSpace();
    },
    mendedAfter: (error) => mendedAfter(guard, error),
    async close() {
      clearInterval(timer);
      await looking;
      await guard.mending?.catch(() => false);
    },
  };
}

async function freeUnder(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

const noSpace = () => new ClickHouseFailure(243, 'NOT_ENOUGH_SPACE', '');

async function assertRoom(guard: Guard): Promise<void> {
  if (!(await hasRoom(guard))) throw noSpace();
}

async function hasRoom(guard: Guard): Promise<boolean> {
  const free = await guard.free();
  if (free < cushion) return wall(guard);
  if (guard.walledAt === undefined) return true;
  if (free < 2 * cushion) return false;
  const { walls } = guard;
  await mendOnce(guard, Date.now());
  if (guard.walls === walls && guard.walledAt !== undefined) {
    await tell(guard, 'SYSTEM START MERGES');
    guard.walledAt = undefined;
  }
  return guard.walledAt === undefined;
}

/** Merges stop at the first look, those that run are given up: each would be an empty part. */
async function wall(guard: Guard): Promise<false> {
  if (guard.walledAt === undefined) {
    guard.walledAt = Date.now();
    guard.walls += 1;
    await tell(guard, 'SYSTEM STOP MERGES');
  }
  return false;
}

async function mendedAfter(guard: Guard, { code }: ClickHouseFailure): Promise<boolean> {
  if (code === unknownTable) {
    if (guard.away.size > 0) return mendOnce(guard, Date.now() - oldPartsMs);
    await guard.mending;
    return Date.now() - guard.mendedAt < 2 * everyMs;
  }
  if (!unreadable.has(code)) return false;
  const rested = guard.mending !== undefined || Date.now() - guard.mendedAt > restMs;
  return rested && mendOnce(guard, Date.now() - oldPartsMs);
}

/**
 * Whether anything was taken back. One at a time: who comes meanwhile waits for the same. It looks back to the wall, and
 * leaves it to whoever measures the room to say that it is over.
 */
function mendOnce(guard: Guard, since: number): Promise<boolean> {
  const from = Math.min(since, (guard.walledAt ?? since) - 2 * everyMs);
  guard.mending ??= mend(guard, from).finally(() => {
    guard.mending = undefined;
    guard.mendedAt = Date.now();
  });
  return guard.mending;
}

async function mend(guard: Guard, since: number): Promise<boolean> {
  const wereAway = guard.away.size > 0;
  for (const table of guard.away) await attach(guard, table);
  const broken = new Set<string>();
  for (const { table, name } of await partsSince(guard, since))
    if (!(await isWhole(guard, table, name))) broken.add(table);
  for (const table of broken) await reattach(guard, table);
  return broken.size > 0 || wereAway;
}

/** Attaching reads the parts from disk: those that are not whole are put aside, and what they were merged from is active again. */
async function reattach(guard: Guard, table: string): Promise<void> {
  await tell(guard, `DETACH TABLE ${table} SETTINGS check_table_dependencies = 0`);
  guard.away.add(table);
  await attach(guard, table);
}

async function attach(guard: Guard, table: string): Promise<void> {
  await tell(guard, `ATTACH TABLE IF NOT EXISTS ${table}`);
  guard.away.delete(table);
}

interface Part {
  /** Quoted, with its database. */
  readonly table: string;
  readonly name: string;
}

const partsSql = (since: number) => `SELECT concat('\`', database, '\`.\`', table, '\`') AS table, name
  FROM system.parts WHERE active AND database NOT IN ('system') AND modification_time >= toDateTime(${Math.floor(since / 1000)})`;

async function partsSince(guard: Guard, since: number): Promise<Part[]> {
  return lines<Part>(await tell(guard, partsSql(since)));
}

/** A part that went away meanwhile is nobody's to mend; one that cannot even be checked is not whole. */
async function isWhole(guard: Guard, table: string, name: string): Promise<boolean> {
  const sql = `CHECK TABLE ${table} PART ${quote(name)} SETTINGS check_query_single_value_result = 0`;
  const checked = await tell(guard, sql).catch((failure: ClickHouseFailure) => failure);
  if (checked instanceof ClickHouseFailure) return gone.has(checked.code);
  return lines<{ is_passed: number }>(checked).every(({ is_passed }) => is_passed === 1);
}

const lines = <Row>(text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

async function tell({ session }: Guard, sql: string): Promise<string> {
  try {
    return (await session.queryAsync(sql, { format: 'JSONEachRow' })).text();
  } catch (error) {
    throw toFailure(error);
  }
}
