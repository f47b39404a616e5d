/**
 * Analytics: what is counted. Owns the catalogue of measures (as data), the pipeline that answers them, and RFM,
 * quadrants and lifecycle stages as of a day. Reads ClickHouse only; its answers hold customer numbers, never names.
 */
export { moneyColumns } from './catalog/catalogue.ts';
export { scoresExport } from './exports/export-scores.ts';
export { askMetric, type MetricAnswer, type MetricRow } from './metrics/ask-metric.ts';
export { addDays } from './metrics/days.ts';
export type { AnalysedShop, Asking, MetricQuestion } from './metrics/question.ts';
export { peopleFinder } from './people/find-people.ts';
export { keepPeople } from './people/keep-people.ts';
export { peopleJobs } from './people/people-jobs.ts';
export { peopleData } from './people/personal-data.ts';
export { shopDay } from './people/shop-day.ts';
export { type SpentSince, spentSince } from './people/spent-since.ts';
export { keepActivity } from './retained/keep-activity.ts';
export { askLifecycle, type LifecycleAnswer } from './rfm/ask-lifecycle.ts';
export { askMoves, type MovesAnswer } from './rfm/ask-moves.ts';
export { askQuadrants, type QuadrantAnswer } from './rfm/ask-quadrants.ts';
export { askRfm, type RfmAnswer } from './rfm/ask-rfm.ts';
export { analyticsRoutes } from './routes.ts';
export { fitValue, valueModels } from './value/fit-value.ts';
export type { FittedValue } from './value/present-fit.ts';
