import type { Tree } from '../../contract/segment-conditions.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import { treesStatement } from './ask-trees.ts';
import { lookUp } from './look-up.ts';

export interface Previewing {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly tree: Tree;
  readonly signal?: AbortSignal | undefined;
}

/** How many would be in, of how many, and a few of them: the same few for the same answer. */
export async function previewTree({ platform, shop, tree, signal }: Previewing) {
  const at = platform.clock.now().getTime();
  const trees = [tree];
  const known = await lookUp({ platform, shop, trees, at, mayBeOld: true });
  const { sql, params } = treesStatement({ shop, trees, at, known });
  const [row] = await platform.clickhouse.query<{ members: string; everybody: string; sample: number[] }>({
    sql: `SELECT countIf(s0 = 1) AS members, count() AS everybody, groupArraySampleIf(5, 7)(customer_id, s0 = 1) AS sample FROM (${sql})`,
    ...{ shopId: shop.shopId, params },
    ...(signal && { signal }),
  });
  return { members: Number(row!.members), everybody: Number(row!.everybody), sample: row!.sample };
}
