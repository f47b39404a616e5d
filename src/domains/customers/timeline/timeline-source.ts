import type { Masking } from '../../../contract/auth.ts';
import type { TimelineEntry } from '../../../contract/customer.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';

export type { TimelineEntry } from '../../../contract/customer.ts';

/** Where a page of a timeline ends: entries behind it are older, or of the same millisecond with a smaller key. */
export interface TimelinePlace {
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly key: string;
}

/** What a source is asked. */
export interface TimelineAsk {
  readonly platform: Pick<Platform, 'clickhouse' | 'clock'>;
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shopId: number;
  /** Every person of the customer. */
  readonly personIds: readonly number[];
  /** Types wanted, of those the source has. */
  readonly types: ReadonlySet<string>;
  /** Only entries behind this place; absent = from the newest. */
  readonly before: TimelinePlace | undefined;
  readonly limit: number;
  /** How personal values are to be shown; a source masks them itself. */
  readonly masking: Masking;
}

/**
 * One kind of thing that happens to customers. Domains to the right (orders, events) give theirs to `buildApp`.
 * A source answers its newest `limit` entries behind `before`, in any order; `at` has whole milliseconds and `key`
 * begins with the type and is unique: `order:17`.
 */
export interface TimelineSource {
  readonly types: readonly string[];
  read(ask: TimelineAsk): Promise<readonly TimelineEntry[]>;
}
