import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, ProblemError } from '../errors.ts';
import { faultOf } from '../faults/fault.ts';
import * as known from './known-problems.ts';
import { sendProblem } from './problem.ts';

/** What Fastify and its plugins throw, by their stable codes. */
const byCode: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: known.malformedJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: known.emptyBody,
  FST_ERR_CTP_BODY_TOO_LARGE: known.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: known.unsupportedMediaType,
  FST_INVALID_MULTIPART_CONTENT_TYPE: known.unsupportedMediaType,
  FST_REQ_FILE_TOO_LARGE: known.tooLarge,
  FST_FILES_LIMIT: known.tooLarge,
  FST_PARTS_LIMIT: known.tooLarge,
  FST_FIELDS_LIMIT: known.tooLarge,
};

/**
 * SQLSTATEs of values that do not fit their type. They can only come from the caller: our own constants fit. The line in
 * the log names the route, whose schema should have said so with the field.
 */
const unusable: ReadonlySet<string> = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);

function problemOf(error: FastifyError): Problem {
  if (error instanceof ProblemError) return error.problem;
  // ClickHouse's codes are numbers.
  const code = String(error.code ?? '');
  const named = byCode[code];
  if (named !== undefined) return named;
  if (error instanceof SyntaxError && error.statusCode === 400) return known.malformedJson;
  // Only Fastify's own refusals are the caller's mistake; a stray statusCode on another error proves nothing.
  const isRefusal = code.startsWith('FST_') && (error.statusCode ?? 500) < 500;
  if (isRefusal) return known.badRequest(error.statusCode ?? 400);
  if (unusable.has(code)) return known.unusableValue;
  return faultOf(error) ?? known.internal;
}

/**
 * The one exit of every failure. Unknown errors say nothing outside; inside they are logged without personal values.
 * A store that is away is a line without a stack: the cause is not in the code, and there is a line a request.
 */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  const { code, status, retryAfter } = problem;
  if (retryAfter !== undefined) request.log.warn({ code, cause: causeOf(error) }, 'request refused');
  else if (code === known.unusableValue.code) request.log.warn({ cause: error.code }, 'value refused late');
  else if (hasLeft(error, request)) request.log.info('the caller left');
  else if (status >= 500) request.log.error({ err: error, code }, 'request failed');
  return sendProblem(reply, problem);
}

/** Nobody is there to be answered: a page was left while it loaded. Nothing failed, and nobody need be woken. */
const hasLeft = ({ name }: FastifyError, { signal }: FastifyRequest): boolean =>
  name === 'AbortError' && signal.aborted;

/** The store's own code, such as ECONNREFUSED, 53100 or NOT_ENOUGH_SPACE: never its words. */
const causeOf = ({ code, type }: FastifyError & { type?: unknown }): string => String(type ?? code ?? '');
