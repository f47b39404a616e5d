/**
 * Analytics: what is counted. Owns the catalogue of measures (as data), the pipeline that answers them, and RFM,
 * quadrants and lifecycle stages as of a day. Reads ClickHouse only; its answers hold customer numbers, never names.
 */
export { type MetricAnswer, type MetricRow, askMetric } from './metrics/ask-metric.ts';
export type { AnalysedShop, Asking, MetricQuestion } from './metrics/question.ts';
