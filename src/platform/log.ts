import pino, { type DestinationStream, type LogFn, type Logger } from 'pino';
import { safeError } from './http/safe-error.ts';

/**
 * Names under which a personal value or a secret could ride along; blanked wherever they stand, two levels deep.
 * The first line of defence is to log codes and numbers only; this list is the second.
 */
const forbidden = [
  ...['password', 'token', 'secret', 'authorization', 'cookie', 'headers', 'connectionString'],
  ...['name', 'phone', 'email', 'mail', 'address', 'receiver', 'idNumber', 'birthday', 'wechat', 'nickname'],
  ...[
    'value',
    'values',
    'plain',
    'traits',
    'identities',
    'params',
    'parameters',
    'body',
    'query',
    'row',
    'detail',
  ],
];

// A request's address may carry a search for a person behind its question mark.
const redacted = [
  'req.url',
  'request.url',
  ...forbidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
];

/** JSON lines to stderr: stdout belongs to the answers of the command line. Errors lose their words, see safeError. */
export function openLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: safeError, error: safeError, reason: safeError },
    hooks: { logMethod: neverTheErrorsWords },
    redact: { paths: redacted, censor: '[redacted]' },
  };
  return pino(options, destination);
}

/** An error logged without a sentence would lend pino its message: it gets `unexpected error` instead. */
function neverTheErrorsWords(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const wordless = args.length === 1 && carriesError(args[0]);
  method.apply(this, wordless ? [args[0], 'unexpected error'] : args);
}

const carriesError = (thing: unknown): boolean =>
  thing instanceof Error || (thing as { err?: unknown } | null)?.err instanceof Error;
