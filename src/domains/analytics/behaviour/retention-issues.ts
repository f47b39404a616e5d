import type { Issue } from '../../../platform/errors.ts';
import type { Asking } from '../metrics/question.ts';
import { readHorizon } from '../retained/retained-store.ts';

/** The issue of a first day whose events retention dropped: a count of what is left would say that nobody came. */
export async function retentionIssues({ clickhouse, shop }: Asking, from: string): Promise<Issue[]> {
  const horizon = await readHorizon(clickhouse, shop.shopId);
  if (horizon === undefined || from >= horizon) return [];
  const message = {
    zh: `${horizon} 之前的行为事件已按保存期限删除；请从 ${horizon} 开始`,
    en: `Events before ${horizon} were dropped by retention; begin on ${horizon} or later`,
  };
  return [{ code: 'before-retention', field: 'from', message }];
}
