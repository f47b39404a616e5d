import type { ExposureWay, LiftScore } from '../../../contract/lift.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { readErased } from '../../compliance/index.ts';

/** What was done by a score. */
export interface Act {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'fence'>;
  readonly shopId: number;
  readonly score: LiftScore;
  readonly way: ExposureWay;
  /** Shop day. */
  readonly day: string;
}

/** Somebody an act reached, or who was left out of it because they are held out. */
export interface Exposure {
  readonly customerId: number;
  readonly isHeld: boolean;
  /** Tenth of the score, from 0; 0 where there is none. */
  readonly band: number;
}

const columns = ['shop_id', 'score', 'day', 'person_id', 'way', 'is_held', 'band'];

/** Notes whom an act by a score reached; the same noted again is one. Nothing is noted of who is being erased. */
export async function noteExposures(act: Act, exposures: readonly Exposure[]): Promise<void> {
  const { platform, shopId, score, way, day } = act;
  if (exposures.length === 0) return;
  const ids = exposures.map(({ customerId }) => customerId);
  await withWriteFence(platform, async () => {
    const erased = await withShop(platform.db, shopId, (tx) => readErased(tx, shopId, ids));
    const lines = exposures
      .filter(({ customerId }) => !erased.has(customerId))
      .map((it) => `${[shopId, score, day, it.customerId, way, Number(it.isHeld), it.band].join('\t')}\n`);
    if (lines.length > 0) await platform.clickhouse.insert('exposures', { columns, lines: lines.join('') });
  });
}
