import { sql } from 'kysely';
import type { Client } from 'pg';
import type { Db, Tx } from '../db/postgres.ts';

/** What the installation says of its master key; see the migration for what the columns mean. */
export interface Standing {
  readonly masterId: string;
  readonly nextMasterId: string | null;
  /** The secret of the next one, wrapped with `masterId`. */
  readonly handed: Buffer | null;
  readonly formerMasterId: string | null;
}

/** A secret of before, as stored. */
export interface FormerRow {
  readonly masterId: string;
  readonly purpose: string;
  readonly wrapped: Buffer;
  readonly wrappedBy: string;
}

const standing = `select master_id as "masterId", next_master_id as "nextMasterId", next_handed as handed,
  former_master_id as "formerMasterId" from platform.installation`;

/** Undefined where no process has noted its key yet. */
export async function readStanding(db: Db | Tx): Promise<Standing | undefined> {
  const { rows } = await sql.raw<Standing>(standing).execute(db);
  return rows[0];
}

/** The same by a connection of one's own. */
export const askStanding = async (client: Client): Promise<Standing | undefined> =>
  (await client.query<Standing>(standing)).rows[0];

/**
 * Secrets of before that are still good, the newest first: within their term, and those of the key that a rotation leaves for
 * as long as it is not over, however long it was cut off. What they sealed is sealed anew only at its end.
 */
export async function askFormer(client: Client): Promise<FormerRow[]> {
  const { rows } = await client.query<FormerRow>(
    `select master_id as "masterId", purpose, wrapped, wrapped_by as "wrappedBy" from platform.former_secrets
     where until > now() or master_id = (select former_master_id from platform.installation)
     order by until desc, purpose`,
  );
  return rows;
}

/** The lock between those who wrap a key and the announcement of another ('shkw' in ASCII). */
export const wrapLock = 0x73686b77;

/**
 * Whatever `tx` wraps is wrapped with the key that `readStanding` names after this: a rotation that announces the next
 * one waits until `tx` has ended, and lists what there is to wrap anew only then.
 */
export const holdStanding = (tx: Tx) => sql`select pg_advisory_xact_lock_shared(${wrapLock})`.execute(tx);
