import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { forecastQuerySchema, reorderQuerySchema } from '../../../contract/forecast.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { askingOf } from '../read-query.ts';
import type { ForecastQuestion, ReorderQuestion } from './forecast-question.ts';

/** Query strings as the questions they are; `yesterday` is the shop's last whole day. */

/** Who asks, and the last day of their shop that is over. */
export function askedBy(platform: Platform, request: FastifyRequest) {
  const asking = askingOf(platform, request);
  return { asking, yesterday: addDays(shopDay(platform.clock.now(), asking.shop), -1) };
}

const daysOf = (text: string | undefined): string[] | undefined => text?.split(',');

export function forecastQuestionOf(
  asking: Asking,
  query: Static<typeof forecastQuerySchema>,
  yesterday: string,
): ForecastQuestion {
  const { product, category, by, horizon } = query;
  return {
    ...{ ...asking, product, category, by, horizon },
    ...{ asOf: query.as_of ?? yesterday, campaignDays: daysOf(query.campaign_days) },
  };
}

export function reorderQuestionOf(
  asking: Asking,
  query: Static<typeof reorderQuerySchema>,
  yesterday: string,
): ReorderQuestion {
  const { lead_days: leadDays, review_days: reviewDays, service, limit, category } = query;
  return {
    ...{ ...asking, leadDays, reviewDays, service, limit, category },
    ...{ asOf: query.as_of ?? yesterday, campaignDays: daysOf(query.campaign_days) },
  };
}
