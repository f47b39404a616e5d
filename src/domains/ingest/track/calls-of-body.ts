import { fail, ok, type Result } from '../../../platform/errors.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { instantOf } from '../imports/fields/instant.ts';
import { isObject, type Json, textAt } from '../segment/call-values.ts';
import { bodyTooLarge, bodyUnreadable, MOST_CALLS } from './track-problems.ts';

/** The calls of a request, not yet checked. */
export interface SentCalls {
  readonly calls: readonly unknown[];
  /** Milliseconds the client's clock is behind ours: 0 where it does not say when it sent. */
  readonly clockError: number;
}

const UTC = zoneOf('UTC');

/** Clocks that are off by more were never set; correcting by them would move events by years. */
const MOST_ERROR = 3650 * 24 * 3_600_000;

/**
 * The calls of a body. `type` is the path's for a single call; a batch's calls carry theirs, and its context stands
 * behind each call's own. Problems: unreadable-body, too-large.
 */
export function callsOf(body: Json, type: string | undefined, receivedAt: Date): Result<SentCalls> {
  const clockError = clockErrorOf(body, receivedAt);
  if (type !== undefined) return ok({ calls: [{ ...body, type }], clockError });
  if (!Array.isArray(body.batch)) return fail(bodyUnreadable);
  if (body.batch.length > MOST_CALLS) return fail(bodyTooLarge);
  const { context } = body;
  const calls = isObject(context) ? body.batch.map((it) => withContext(it, context)) : body.batch;
  return ok({ calls, clockError });
}

function withContext(call: unknown, context: Json): unknown {
  if (!isObject(call)) return call;
  return { ...call, context: { ...context, ...(isObject(call.context) ? call.context : {}) } };
}

/** https://segment.com/docs/connections/spec/common/#timestamps: timestamp + (received - sentAt). */
function clockErrorOf(body: Json, receivedAt: Date): number {
  const sentAt = instantOf(textAt(body, 'sentAt'), UTC);
  const error = sentAt === undefined ? 0 : receivedAt.getTime() - sentAt;
  return Math.abs(error) > MOST_ERROR ? 0 : error;
}
