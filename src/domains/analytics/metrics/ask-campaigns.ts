import type { Campaigns } from '../../../contract/campaigns.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { inShop } from '../facts/source.ts';
import { type Asking, dayIssues } from './question.ts';

export interface CampaignsQuestion extends Asking {
  /** First and last shop day, inclusive. */
  readonly from: string;
  readonly to: string;
}

/** In any currency: when it ran does not depend on what it was paid in. Parameters: shop, {from:Date}, {to:Date}. */
const sql = `SELECT toString(campaign) AS campaign, toString(min(day)) AS from, toString(max(day)) AS to
FROM acquisition_spend
WHERE ${inShop} AND campaign != ''
GROUP BY campaign
HAVING uniqExact(day) <= 21 AND countIf(day BETWEEN {from:Date} AND {to:Date}) > 0
ORDER BY from, campaign
LIMIT 100`;

/** The short campaigns that ran within the window, by their first day. Problem: `unusable-question`. */
export async function askCampaigns({
  clickhouse,
  shop,
  signal,
  from,
  to,
}: CampaignsQuestion): Promise<Result<Campaigns>> {
  const issues = dayIssues(from, to);
  if (issues.length > 0) return fail(problem('unusable-question', 422, unusable, issues));
  return ok(await clickhouse.query({ sql, shopId: shop.shopId, params: { from, to }, signal }));
}

const unusable = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };
