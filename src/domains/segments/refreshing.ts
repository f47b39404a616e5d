import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import type { RefreshCause } from './refresh-store.ts';
import type { Segment } from './segment-store.ts';

/** Whose segments are counted anew. */
export interface Refreshing {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly cause: RefreshCause;
  /** Only these; all unless told. */
  readonly segmentIds?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Segments that are counted in one statement. */
export interface Wave {
  readonly wave: readonly Segment[];
  readonly refresh: number;
  readonly now: Date;
}
