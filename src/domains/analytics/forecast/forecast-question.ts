import { type Issue, ProblemError, problem } from '../../../platform/errors.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import type { Grain } from './history.ts';

export interface ForecastQuestion extends Asking {
  /** A product's number, or a root category; neither = the whole shop. */
  readonly product?: number | undefined;
  readonly category?: string | undefined;
  readonly by: Grain;
  /** Periods to come; 28 days or 8 weeks unless told. */
  readonly horizon?: number | undefined;
  /** Last whole shop day. */
  readonly asOf: string;
  /** Days of campaigns that are planned. */
  readonly campaignDays?: readonly string[] | undefined;
}

export interface ReorderQuestion extends Asking {
  readonly leadDays: number;
  readonly reviewDays: number;
  readonly service: number;
  readonly limit: number;
  readonly category?: string | undefined;
  readonly asOf: string;
  readonly campaignDays?: readonly string[] | undefined;
}

export function forecastIssues({ product, category, ...rest }: ForecastQuestion): Issue[] {
  const both = {
    ...{ code: 'one-subject', field: 'product' },
    message: { zh: '商品与类目只能选一个。', en: 'Ask for a product or a category, not both.' },
  };
  return [...(product !== undefined && category !== undefined ? [both] : []), ...daysIssues(rest)];
}

export const daysIssues = ({
  asOf,
  campaignDays = [],
}: {
  asOf: string;
  campaignDays?: readonly string[] | undefined;
}): Issue[] => [...dayIssue('as_of', asOf), ...campaignDays.flatMap((day) => dayIssue('campaign_days', day))];

/** Thrown where the window has no sale of what was asked for. */
export const nothingSold = (): ProblemError =>
  new ProblemError(
    problem('nothing-sold', 422, {
      zh: '截至这一天的两年里没有它的支付订单明细，无法预测；请导入订单明细，或选择其他商品、类目或更晚的日期。',
      en: 'No paid order line of it lies in the two years up to this day, so there is nothing to go on; import order lines, or choose another product, category or a later day.',
    }),
  );
