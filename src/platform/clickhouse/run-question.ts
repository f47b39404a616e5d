import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Question } from './clickhouse.ts';
import type { Engine, EngineConnection } from './engine.ts';
import { toFailure } from './failure.ts';
import { boundsOf } from './settings.ts';

/** One question of chDB: asked with its bounds, stopped when its caller leaves, cleared away when it failed. */

/** Milliseconds between two tries to stop a query: the first may come before the engine has listed it. */
const killPause = 20;

export interface Run {
  readonly engine: Engine;
  readonly connection: EngineConnection;
  /** The question's SQL with its values written in. */
  readonly sql: string;
  readonly question: Pick<Question, 'seconds' | 'maxRows' | 'goesFirst' | 'signal'>;
}

/**
 * Runs one question and, when its caller goes away, stops the engine. Settles only after the engine has: whoever
 * sees the rejection finds the machine free, and the next question on this connection is never the one killed.
 */
export async function runQuestion<Row>({ engine, connection, sql, question }: Run): Promise<Row[]> {
  const mark = randomUUID();
  const running = ask<Row>(connection, sql, { ...boundsOf(question), log_comment: mark });
  const done = new AbortController();
  const stopping = stopWhenLeft({ engine, mark, done: done.signal, left: question.signal });
  const stopped = () => {
    done.abort();
    return stopping;
  };
  try {
    const rows = await running;
    await stopped();
    return rows;
  } catch (error) {
    // Before it is cleared away: a kill on its way hit the query that clears, which then stayed in its place.
    await stopped();
    const failure = await cleared(connection, error);
    throw question.signal?.aborted ? question.signal.reason : failure;
  }
}

interface Watch {
  readonly engine: Engine;
  readonly mark: string;
  readonly done: AbortSignal;
  readonly left: AbortSignal | undefined;
}

/** Waits until the caller leaves, then kills the marked query again and again until it is done. */
async function stopWhenLeft({ engine, mark, done, left }: Watch): Promise<void> {
  if (left === undefined) return;
  await firstOf(done, left);
  while (!done.aborted) {
    await engine.kill(mark);
    await pause(killPause);
  }
}

function firstOf(...signals: AbortSignal[]): Promise<void> {
  const any = AbortSignal.any(signals);
  return new Promise((resolve) => {
    if (any.aborted) resolve();
    else any.addEventListener('abort', () => resolve(), { once: true });
  });
}

type Settings = Readonly<Record<string, string | number>>;

async function ask<Row>(connection: EngineConnection, sql: string, settings: Settings): Promise<Row[]> {
  const asked = { query: sql, format: 'JSONEachRow', clickhouse_settings: settings } as const;
  const answer = await connection.client.query(asked);
  return await answer.json<Row>();
}

/**
 * The failure to throw. chDB keeps a failed query, its memory and its place in system.processes until the
 * connection's next one, so one is sent.
 */
export async function cleared({ raw }: EngineConnection, error: unknown): Promise<Error> {
  await raw.queryAsync('SELECT 1').catch(() => undefined);
  return toFailure(error);
}
