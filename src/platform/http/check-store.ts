import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Text } from '../errors.ts';
import { faultOf } from '../faults/fault.ts';
import { clickhouseUnavailable, postgresUnavailable } from '../faults/fault-problems.ts';

/** Whether a store answers, and why not: a code and a sentence as requests are refused with, and the store's own code. */
export interface Check {
  readonly ok: boolean;
  readonly ms: number;
  readonly code?: string;
  readonly message?: Text;
  /** Such as ECONNREFUSED, 57P03 or UNREACHABLE; absent when it did not answer in time. */
  readonly cause?: string;
}

export interface Asking {
  ask(): Promise<unknown>;
  readonly log: Logger;
}

/** A balancer asks every few seconds: an engine that needs longer than this is not ready. */
const patienceMs = 5000;

const away = { postgres: postgresUnavailable, clickhouse: clickhouseUnavailable };

/** Asks the store one question, for at most 5 s. */
export async function checkStore(name: keyof typeof away, { ask, log }: Asking): Promise<Check> {
  const begun = performance.now();
  const error = await failureOf(ask);
  const ms = Math.round(performance.now() - begun);
  if (error === undefined) return { ok: true, ms };
  const { code, message } = faultOf(error) ?? away[name];
  const cause = causeOf(error);
  log.warn({ store: name, code, cause }, 'an engine is not ready');
  return { ok: false, ms, code, message, ...(cause !== '' && { cause }) };
}

async function failureOf(ask: () => Promise<unknown>): Promise<unknown> {
  const timer = new AbortController();
  const late = pause(patienceMs, new Error('no answer in time'), { signal: timer.signal }).catch(
    () => undefined,
  );
  const answered = ask().then(
    () => undefined,
    (error: unknown) => error,
  );
  const first = await Promise.race([answered, late]);
  timer.abort();
  return first;
}

const causeOf = (error: unknown): string => {
  const { code, type } = error as { code?: unknown; type?: unknown };
  return String(type ?? code ?? '');
};
