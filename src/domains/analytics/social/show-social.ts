import type { SocialView } from '../../../contract/social.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { caught, fail, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { buyersSql } from '../rfm/buyers-sql.ts';
import { orUnusable, standingAt } from '../rfm/rfm-question.ts';
import { ofScore, scoreParams } from '../scores/current-scores.ts';
import { presentRun } from '../scores/present-scores.ts';
import { type ModelRun, readCurrentRun } from '../scores/run-store.ts';
import type { SocialFindings } from './social-model.ts';

export interface SocialAsk extends Asking {
  readonly platform: Pick<Platform, 'db'>;
  /** Shop day of the scores; the latest unless told. */
  readonly asOf?: string | undefined;
}

/** Rows of each list of the page. */
const SHOWN = 20;

/** What the newest run found, with whom it found most of. Problems: `unusable-question`, `not-scored-yet`. */
export async function showSocial(ask: SocialAsk): Promise<Result<SocialView>> {
  const { platform, shop, asOf } = ask;
  const checked = orUnusable(asOf, asOf === undefined ? [] : dayIssue('as_of', asOf));
  if (!checked.ok) return checked;
  const run = await withShop(platform.db, shop.shopId, (tx) =>
    readCurrentRun(tx, shop.shopId, { model: 'social', asOf }),
  );
  return run === undefined ? fail(notScored) : caught(() => view(ask, run));
}

const notScored = problem('not-scored-yet', 404, {
  zh: '还没有社交关系的结果：有了拼团、分享或邀请的数据后服务器会自动计算，也可以现在计算。',
  en: 'Nothing is known of ties yet: once group buys, shares or referrals are there the server counts them by itself, or have it count now.',
});

async function view(ask: SocialAsk, run: ModelRun): Promise<SocialView> {
  const findings = run.findings as SocialFindings;
  const { window_days, tied, pairs, bringers, brought, won, value, by_kind, reach, modularity, communities } =
    findings;
  return {
    ...{
      currency: ask.shop.currency,
      run: presentRun(run),
      window_days,
      tied,
      pairs,
      bringers,
      brought,
      won,
    },
    ...{ value, by_kind, reach, modularity, communities },
    largest: await largestOf(ask, run),
    most: await mostOf(ask, run),
  };
}

const scoreOf = ({ runId, asOf, model, version }: ModelRun, code: string) =>
  ({ code, runId, asOf, model, version, confidence: 'usual' }) as const;

async function largestOf(ask: SocialAsk, run: ModelRun): Promise<SocialView['largest']> {
  const rows = await question<{ community: number; customers: string; net_sales: string }>(ask, {
    sql: `SELECT value AS community, count() AS customers, sum(ifNull(monetary, 0)) AS net_sales
FROM (SELECT customer_id, value FROM scores WHERE ${ofScore()} AND ${mayBeProfiled('customer_id')}) AS member
GLOBAL ANY LEFT JOIN (SELECT customer_id, monetary FROM (${buyersSql(standingAt(ask))})) AS paid USING (customer_id)
GROUP BY community ORDER BY customers DESC, community LIMIT ${SHOWN}`,
    params: { ...scoreParams(scoreOf(run, 'community')), as_of: run.asOf, currency: ask.shop.currency },
  });
  return rows.map((it) => ({
    ...{ community: it.community, customers: Number(it.customers), net_sales: Number(it.net_sales) },
  }));
}

interface Most {
  readonly customer: number;
  readonly reach: number;
  readonly conversions: number;
  readonly money: number;
}

async function mostOf(ask: SocialAsk, run: ModelRun): Promise<SocialView['most']> {
  const names = ['reach', 'conversions', 'value'] as const;
  const scores = names.map((name) => scoreParams(scoreOf(run, `influence-${name}`), name));
  const of = (name: (typeof names)[number]) => `maxIf(value, score = {${name}:String})`;
  const rows = await question<Most>(ask, {
    sql: `SELECT customer_id AS customer, ${of('reach')} AS reach, ${of('conversions')} AS conversions, ${of('value')} AS money
FROM scores WHERE (${names.map((name) => ofScore(name)).join(' OR ')}) AND ${mayBeProfiled('customer_id')}
GROUP BY customer HAVING reach > 0 ORDER BY money DESC, reach DESC, customer LIMIT ${SHOWN}`,
    params: Object.assign({}, ...scores),
  });
  return rows.map(({ customer, reach, conversions, money: value }) => ({
    ...{ customer, reach, conversions, value },
  }));
}

const question = <Row>(
  { clickhouse, shop, signal }: SocialAsk,
  asked: { sql: string; params: Parameters<Asking['clickhouse']['query']>[0]['params'] & object },
): Promise<Row[]> =>
  clickhouse.query<Row>({ ...asked, shopId: shop.shopId, seconds: 30, ...(signal && { signal }) });
