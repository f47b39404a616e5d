import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { lifecycleQuerySchema, rfmQuerySchema } from '../../contract/rfm.ts';
import { shopOf } from '../../platform/auth/index.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Asking } from './metrics/question.ts';
import type { LifecycleThresholds } from './rfm/lifecycle-rules.ts';
import type { RfmQuestion } from './rfm/rfm-question.ts';
import type { Cut } from './rfm/rfm-rules.ts';
import type { Scoring } from './rfm/score-sql.ts';

/** Query strings as the questions they are. */

/** Who asks, of which shop, until when: the signal aborts when the request is closed. */
export function askingOf({ clickhouse }: Platform, request: FastifyRequest): Asking {
  return { clickhouse, shop: shopOf(request), signal: request.signal };
}

type RfmQuery = Static<typeof rfmQuerySchema>;

export function rfmQuestionOf(asking: Asking, query: RfmQuery): RfmQuestion {
  const cut = query.cut === 'mean' ? 'mean' : (Number(query.cut) as Cut);
  return { ...asking, asOf: query.as_of, cut, scoring: scoringOf(query) };
}

/** A missing list of cuts is an empty one, which the domain refuses by name. */
function scoringOf({ mode, recency, frequency, monetary }: RfmQuery): Scoring {
  if (mode === 'quintile') return { mode };
  return {
    mode: 'thresholds',
    ...{ recency: cuts(recency), frequency: cuts(frequency), monetary: cuts(monetary) },
  };
}

const cuts = (text = ''): number[] => (text === '' ? [] : text.split(',').map(Number));

type LifecycleQuery = Omit<Static<typeof lifecycleQuerySchema>, 'as_of'>;

/** Only what was given: the rest keeps its default. */
export function thresholdsOf(query: LifecycleQuery): Partial<LifecycleThresholds> {
  const given = {
    newDays: query.new_days,
    activeDays: query.active_days,
    lostDays: query.lost_days,
    loyalOrders: query.loyal_orders,
    loyalDays: query.loyal_days,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
