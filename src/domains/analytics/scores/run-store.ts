import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Problem } from '../../../platform/errors.ts';

export type Cause = 'daily' | 'weekly' | 'drift' | 'data' | 'settings' | 'asked';

/** A run of a model: what it learnt, how far off it was, whose scores it wrote. */
export interface ModelRun {
  readonly runId: number;
  readonly model: string;
  /** Of the method. */
  readonly version: number;
  /** Shop day. */
  readonly asOf: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  readonly isRefit: boolean;
  /** The run whose parameters it scored with; itself where it learnt them. */
  readonly fittedBy: number | null;
  readonly trainedFrom: string | null;
  readonly trainedTo: string | null;
  readonly sampleSize: number | null;
  readonly parameters: unknown;
  /** On days the fit has not seen. */
  readonly errors: unknown;
  readonly confidence: 'low' | 'usual' | null;
  readonly findings: unknown;
  readonly scores: readonly string[];
  readonly seen: number;
  readonly total: number | null;
  readonly cause: Cause;
  readonly startedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly problem: Pick<Problem, 'code' | 'message'> | null;
}

const columns = sql`run_id as "runId", model, version, as_of as "asOf", status, is_refit as "isRefit",
  fitted_by as "fittedBy", trained_from as "trainedFrom", trained_to as "trainedTo", sample_size as "sampleSize",
  parameters, errors, confidence, findings, scores, seen, total, cause, started_by as "startedBy",
  asked_at as "askedAt", started_at as "startedAt", finished_at as "finishedAt", problem`;

export interface RunAsk {
  readonly model: string;
  readonly version: number;
  readonly scores: readonly string[];
  readonly asOf: string;
  readonly isRefit: boolean;
  readonly cause: Cause;
  readonly startedBy: string;
  readonly now: Date;
}

/** Puts a run in line; one of the model that waits already takes the wish to learn anew with it. */
export async function askForRun(tx: Tx, shopId: number, it: RunAsk): Promise<number> {
  const { rows } = await sql<{ runId: number }>`
    insert into analytics.model_runs (shop_id, model, version, as_of, status, is_refit, scores, cause, started_by, asked_at)
    values (${shopId}, ${it.model}, ${it.version}, ${it.asOf}::date, 'waiting', ${it.isRefit}, ${it.scores}::text[],
      ${it.cause}, ${it.startedBy}, ${it.now})
    on conflict (shop_id, model, status) where status in ('waiting', 'running')
    do update set is_refit = model_runs.is_refit or excluded.is_refit,
      as_of = case when excluded.cause = 'asked' then excluded.as_of else model_runs.as_of end
    returning run_id as "runId"`.execute(tx);
  return rows[0]!.runId;
}

/** The run that waits, running from now on; undefined where none waits. Ask only in the turn of the model (run-model.ts). */
export async function startRun(
  tx: Tx,
  shopId: number,
  { model, now }: { model: string; now: Date },
): Promise<ModelRun | undefined> {
  const { rows } = await sql<ModelRun>`
    update analytics.model_runs set status = 'running', started_at = ${now}
    where shop_id = ${shopId} and model = ${model} and status = 'waiting' returning ${columns}`.execute(tx);
  return rows[0];
}

/** Whoever has the turn of a model knows: what still says it runs was cut off. */
export async function failCutOff(
  tx: Tx,
  shopId: number,
  { model, now }: { model: string; now: Date },
): Promise<void> {
  await sql`
    update analytics.model_runs set status = 'failed', finished_at = ${now}, problem = ${JSON.stringify(cutOff)}::jsonb
    where shop_id = ${shopId} and model = ${model} and status = 'running'`.execute(tx);
}

const cutOff = {
  code: 'cut-off',
  message: {
    zh: '进程中断，这次计算作废，稍后会重新开始',
    en: 'The process ended before the run did; it does not count, and is begun anew',
  },
};

/** What a run came to. */
export interface RunOutcome {
  readonly fittedBy: number;
  readonly trainedFrom: string;
  readonly trainedTo: string;
  readonly sampleSize: number;
  readonly parameters: unknown;
  readonly errors: unknown;
  readonly confidence: 'low' | 'usual';
  readonly findings: unknown;
}

/** From now on its scores are read. False: it was called off meanwhile (an erasure), and is nobody's. */
export async function finishRun(
  tx: Tx,
  shopId: number,
  { runId, outcome: it, now }: { runId: number; outcome: RunOutcome; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update analytics.model_runs set status = 'done', finished_at = ${now}, fitted_by = ${it.fittedBy},
      trained_from = ${it.trainedFrom}::date, trained_to = ${it.trainedTo}::date, sample_size = ${it.sampleSize},
      parameters = ${JSON.stringify(it.parameters)}::jsonb, errors = ${JSON.stringify(it.errors)}::jsonb,
      confidence = ${it.confidence}, findings = ${JSON.stringify(it.findings)}::jsonb, seen = coalesce(total, seen)
    where shop_id = ${shopId} and run_id = ${runId} and status = 'running'`.execute(tx);
  return numAffectedRows === 1n;
}

export async function failRun(
  tx: Tx,
  shopId: number,
  { runId, problem, now }: { runId: number; problem: Pick<Problem, 'code' | 'message'>; now: Date },
): Promise<void> {
  const { code, message } = problem;
  await sql`
    update analytics.model_runs set status = 'failed', finished_at = ${now},
      problem = ${JSON.stringify({ code, message })}::jsonb
    where shop_id = ${shopId} and run_id = ${runId} and status = 'running'`.execute(tx);
}

/** How far a run is. */
export async function moveRun(
  tx: Tx,
  shopId: number,
  { runId, seen, total }: { runId: number; seen: number; total: number },
): Promise<void> {
  await sql`
    update analytics.model_runs set seen = ${seen}, total = ${total}
    where shop_id = ${shopId} and run_id = ${runId} and status = 'running'`.execute(tx);
}

/** Runs of one model or all, newest first. */
export async function readRuns(
  tx: Tx,
  shopId: number,
  { model, limit }: { model?: string | undefined; limit: number },
): Promise<ModelRun[]> {
  const of = model === undefined ? sql`true` : sql`model = ${model}`;
  const { rows } = await sql<ModelRun>`
    select ${columns} from analytics.model_runs where shop_id = ${shopId} and ${of}
    order by run_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** A run that is known to be there. */
export async function readRun(tx: Tx, shopId: number, runId: number): Promise<ModelRun> {
  const { rows } = await sql<ModelRun>`
    select ${columns} from analytics.model_runs where shop_id = ${shopId} and run_id = ${runId}`.execute(tx);
  return rows[0]!;
}

/** The run of a model that counts: the newest done, as of its latest day, or as of the day told. */
export async function readCurrentRun(
  tx: Tx,
  shopId: number,
  { model, asOf }: { model: string; asOf?: string | undefined },
): Promise<ModelRun | undefined> {
  const onDay = asOf === undefined ? sql`true` : sql`as_of = ${asOf}::date`;
  const { rows } = await sql<ModelRun>`
    select ${columns} from analytics.model_runs
    where shop_id = ${shopId} and model = ${model} and status = 'done' and not is_outlived and ${onDay}
    order by as_of desc, run_id desc limit 1`.execute(tx);
  return rows[0];
}

/** The latest run of a model that learnt, whatever day its scores are of. */
export async function readLastFit(tx: Tx, shopId: number, model: string): Promise<ModelRun | undefined> {
  const { rows } = await sql<ModelRun>`
    select ${columns} from analytics.model_runs
    where shop_id = ${shopId} and model = ${model} and status = 'done' and fitted_by = run_id
    order by run_id desc limit 1`.execute(tx);
  return rows[0];
}
