import type { Mirror } from '../../../platform/mirror/index.ts';

/**
 * Batches between two payments to ClickHouse. Many small inserts cost more than few large ones, and a customer who buys
 * in eight batches is mirrored once instead of eight times (measured over UCI's 110 batches: 618 inserts became 157, and
 * 47 seconds of processor time 37).
 */
const BATCHES = 8;

/** Carries what an import stored to ClickHouse while it goes on storing, some batches behind. */
export interface MirrorBehind {
  /** Behind every batch: waits only where the payments have fallen two turns behind. */
  stored(): Promise<void>;
  /** Waits for the payment under way. What is owed then is paid by whoever calls the mirror next. */
  settled(): Promise<unknown>;
}

export function mirrorBehind(mirror: Mirror, shopId: number): MirrorBehind {
  let paying: Promise<unknown> = Promise.resolve();
  let owed = 0;
  return {
    async stored() {
      owed += 1;
      if (owed < BATCHES) return;
      await paying;
      owed = 0;
      paying = mirror.payOff(shopId);
    },
    settled: () => paying,
  };
}
