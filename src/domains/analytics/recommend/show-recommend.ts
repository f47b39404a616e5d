import type { RecommendationView } from '../../../contract/recommendations.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { presentRun } from '../scores/present-scores.ts';
import { readCurrentRun } from '../scores/run-store.ts';
import { type Mix, sharesOf } from './mix-rules.ts';
import type { RecommendFindings } from './recommend-model.ts';
import type { Serving } from './serve-recommendations.ts';

/** What the newest run learnt, and how well its lists did. Problem: `not-scored-yet`. */
export async function showRecommend({ platform, shop }: Serving): Promise<Result<RecommendationView>> {
  const run = await withShop(platform.db, shop.shopId, (tx) =>
    readCurrentRun(tx, shop.shopId, { model: 'recommendation' }),
  );
  if (run === undefined) return fail(notScored);
  const { customers, isSample, products, check } = run.findings as RecommendFindings;
  const { mix } = run.parameters as { mix: Mix };
  const view = { run: presentRun(run), customers, is_sample: isSample, products, check };
  return ok({ ...view, mix: sharesOf(mix) });
}

const notScored = problem('not-scored-yet', 404, {
  zh: '推荐还没有学习过：导入订单后服务器会自动学习，也可以现在重新学习。',
  en: 'Recommendations have not been learnt yet: once orders are there the server learns by itself, or have the model learn now.',
});
