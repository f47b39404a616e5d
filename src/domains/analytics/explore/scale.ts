import { findScoreBands } from '../../../contract/score-bands.ts';
import { findScoreKind } from '../../../contract/score-kinds.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { nameOfScore } from '../facts/attributes.ts';
import { scoresRead } from '../facts/scored-customers.ts';
import { readScale } from '../rfm/read-scale.ts';
import { type CurrentScore, scoreParams } from '../scores/current-scores.ts';
import type { Plan } from './plan-pivot.ts';

/** By what is told what belongs to customers as of a day. */
export interface Scale {
  readonly params: Readonly<Record<string, Param>>;
  /** Runs of the models that were asked about; undefined where one had none by then. */
  readonly runs: ReadonlyMap<string, CurrentScore | undefined>;
}

/** Cuts of RFM scores and runs of models as of a day; nothing but what the question asks for is read. */
export async function scaleOf(plan: Plan, day: string): Promise<Scale> {
  const codes = scoresAsked(plan);
  const [groups, current] = await Promise.all([
    asksGroups(plan) ? rfmParams(plan, day) : {},
    codes.length === 0 ? [] : plan.scoresAt(day),
  ]);
  const found = codes.map((code) => [code, current.find((it) => it.code === code)] as const);
  const bound = found.map(([code, run]) => scoreParams(run ?? noRun(code), nameOfScore(code)));
  return {
    params: Object.assign({}, groups, ...bound),
    runs: new Map(found.map(([code, run]) => [findScoreKind(code)!.model, run])),
  };
}

/** Nobody was scored by it. */
const noRun = (code: string) => ({ code, asOf: '1970-01-01', runId: 0 });

async function rfmParams(plan: Plan, day: string): Promise<Scale['params']> {
  const { cuts, high } = await readScale(plan, day);
  return { ...cuts, high_r: high.r, high_f: high.f, high_m: high.m };
}

const dimensionsRead = ({ dimensions, question }: Plan): string[] => [
  ...dimensions,
  ...question.filters.map(({ dimension }) => dimension),
];

const asksGroups = (plan: Plan): boolean => dimensionsRead(plan).includes('rfm-group');

/** Codes of the scores that are split by, narrowed to or measured, each once. */
function scoresAsked(plan: Plan): string[] {
  const bands = dimensionsRead(plan).flatMap((code) => findScoreBands(code)?.score ?? []);
  const isMeasured = plan.measures.some(({ parts }) => parts.some(({ fact }) => fact === 'scored-customers'));
  return [...new Set([...bands, ...(isMeasured ? scoresRead : [])])];
}
