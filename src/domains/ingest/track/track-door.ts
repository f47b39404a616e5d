import { openWriteDoor, type WriteDoor } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openNumbersAhead } from '../../customers/index.ts';
import { flush } from './flush.ts';
import { type Gatherer, openGatherer } from './gather.ts';
import { Remembered } from './known-claims.ts';
import type { LiveStores } from './live-stores.ts';
import { openPayer } from './pay-later.ts';
import { MOST_REFUSALS, MOST_REQUESTS, openRateWindow } from './rate-window.ts';
import { openTrackMetrics, type TrackMetrics } from './track-metrics.ts';

/** Everything behind the tracking door of one server. */
export interface TrackDoor {
  readonly platform: Platform;
  readonly keys: WriteDoor;
  readonly gatherer: Gatherer;
  readonly metrics: TrackMetrics;
  /** Requests by key, and refusals by address: seconds to wait, or 0. */
  readonly requests: (keyId: string) => number;
  readonly refusals: (address: string) => number;
}

export function openTrackDoor(platform: Platform): TrackDoor {
  const stores: LiveStores = {
    platform,
    payer: openPayer(platform),
    numbers: openNumbersAhead(platform.db),
    claims: new Remembered(),
    products: new Remembered(20_000),
    dictionaries: new Map(),
    generations: new Map(),
  };
  const gatherer: Gatherer = openGatherer(async (origin, deliveries) => {
    const begun = performance.now();
    const outcomes = await flush(stores, origin, deliveries);
    const calls = deliveries.reduce((sum, it) => sum + it.calls.length, 0);
    metrics.flushed(calls, (performance.now() - begun) / 1000);
    return outcomes;
  });
  const metrics = openTrackMetrics(platform.metrics, () => gatherer.waiting());
  return {
    ...{ platform, keys: openWriteDoor(platform), gatherer, metrics },
    ...{ requests: openRateWindow(MOST_REQUESTS), refusals: openRateWindow(MOST_REFUSALS) },
  };
}
