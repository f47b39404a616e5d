import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';

/** Who looks at the segments of which shop. */
export interface Looker {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}
