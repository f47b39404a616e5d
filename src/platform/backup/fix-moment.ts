import type { Client } from 'pg';
import type { Platform } from '../platform.ts';
import { withWritersHeld } from '../write-fence.ts';
import { exportSnapshot, type Snapshot, takeUpSnapshot } from './dump-postgres.ts';
import { type CountedTable, fillTwins, makeTwins } from './frozen-tables.ts';

interface Fixing {
  readonly stores: Pick<Platform, 'clickhouse' | 'fence'>;
  /** All of them end up in the snapshot. */
  readonly owners: readonly Client[];
  readonly counted: readonly CountedTable[];
  readonly signal: AbortSignal;
}

export interface Moment {
  readonly snapshot: Snapshot;
  /** How long writers were held, milliseconds. */
  readonly heldMs: number;
}

/**
 * The moment the archive shows. With every writer outside the fence, what is committed in PostgreSQL is in ClickHouse
 * or owed to it; so the snapshot of the one and the twins of the other belong together.
 */
export async function fixMoment({ stores, owners, counted, signal }: Fixing): Promise<Moment> {
  const [first, ...others] = owners;
  await makeTwins(stores.clickhouse, counted);
  const moment = await withWritersHeld(
    stores,
    async () => {
      const since = performance.now();
      const [snapshot] = await Promise.all([exportSnapshot(first!), fillTwins(stores.clickhouse, counted)]);
      return { snapshot, heldMs: Math.round(performance.now() - since) };
    },
    signal,
  );
  for (const other of others) await takeUpSnapshot(other, moment.snapshot);
  return moment;
}
