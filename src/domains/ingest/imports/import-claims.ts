import { sql } from 'kysely';
import { makeHolds } from '../../../platform/control/holds.ts';
import { type Db, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { alreadyRunning } from './import-problems.ts';
import { findImport, type ImportRow } from './import-store.ts';

/** Imports under way in this process; in their rows stands the same claim, for the others to see. */
export const importsHere = makeHolds();

/** A quarter of the minute after which another machine thinks us gone. */
const refreshMs = 15_000;

/** One process is at an import at a time: it holds it until `release`, and says every 15 s that it lives. */
export interface ImportClaim {
  readonly holder: string;
  release(): Promise<void>;
}

/** Whether nobody is at the import: it has no holder, or its holder's process has died. */
export function isFree({ holder, stale }: Pick<ImportRow, 'holder' | 'stale'>): boolean {
  if (holder === null) return true;
  const gone = importsHere.isGone(holder);
  return gone === 'elsewhere' ? stale : gone;
}

/** Keeps a claim that stands in the row already alive. `release` takes it out of the row if it is still there. */
export function keepClaim(db: Db, it: { shopId: number; holder: string }): ImportClaim {
  const { shopId, holder } = it;
  const write = (set: ReturnType<typeof sql>) =>
    withShop(db, shopId, (tx) =>
      sql`update ingest.imports set ${set} where shop_id = ${shopId} and holder = ${holder}`.execute(tx),
    );
  // One that fails is made up for by the next; where none comes through, another process may take over, as it should.
  const timer = setInterval(() => void write(sql`held_at = now()`).catch(() => {}), refreshMs).unref();
  return {
    holder,
    async release() {
      clearInterval(timer);
      importsHere.letGo(holder);
      await write(sql`holder = null`).catch(() => {});
    },
  };
}

/** Takes an import that nobody is at, in whatever state. Throws `import-running`. */
export async function claimImport(
  db: Db,
  { shopId, importId }: { shopId: number; importId: number },
): Promise<ImportClaim> {
  const holder = importsHere.take(shopId);
  const taken = await withShop(db, shopId, async (tx) => {
    const row = await findImport(tx, shopId, importId);
    if (row === undefined) return true;
    if (!isFree(row)) return false;
    const { rows } = await sql`
      update ingest.imports set holder = ${holder}, held_at = now()
      where shop_id = ${shopId} and import_id = ${importId} and holder is not distinct from ${row.holder}
      returning import_id`.execute(tx);
    return rows.length > 0;
  });
  if (!taken) {
    importsHere.letGo(holder);
    throw new ProblemError(alreadyRunning(importId));
  }
  return keepClaim(db, { shopId, holder });
}
