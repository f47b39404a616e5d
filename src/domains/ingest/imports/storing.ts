import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ImportCounts } from './import-counts.ts';
import type { RowMarks } from './row-marks.ts';

/** What storing the parts of one batch shares. */
export interface Storing {
  readonly tx: Tx;
  readonly platform: Pick<Platform, 'clickhouse' | 'clock'>;
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly importId: number;
  /** Name of the preset or mapping. */
  readonly source: string;
  readonly marks: RowMarks;
  /** Hears the persons the batch speaks of; a dry run asks which of them the shop knew. */
  readonly met?: ((personIds: readonly number[]) => void) | undefined;
  /** Called where PostgreSQL has much to do: the next batch is read then. See oneAhead. */
  readonly meanwhile?: (() => void) | undefined;
  /** Of this batch; the parts add to it. */
  readonly counts: ImportCounts;
}

/** Adds to the amount of one currency, in minor units. */
export function addAmount(counts: ImportCounts, currency: string, amountMinor: number): void {
  counts.amountMinor[currency] = (counts.amountMinor[currency] ?? 0) + amountMinor;
}
