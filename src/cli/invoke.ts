import { caught, type Problem, problem, type Result } from '../platform/errors.ts';
import { faultOf } from '../platform/faults/fault.ts';
import { safeError } from '../platform/http/safe-error.ts';
import type { Invocation, Language, Output } from './command.ts';
import type { Options } from './option.ts';
import type { Parsed } from './parse-arguments.ts';

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, interrupted: 130 } as const;

export interface Place {
  readonly cwd: string;
  /** See cliActor. */
  readonly actor: string;
  readonly language: Language;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** What every command is given, wherever it runs. */
export function invocationOf(parsed: Parsed, place: Place): Invocation<Options> {
  const { options, json } = parsed;
  return {
    ...place,
    options,
    arguments: parsed.arguments,
    json,
    result: (document, text) => place.output.stdout(json ? `${JSON.stringify(document)}\n` : text()),
  };
}

/**
 * Runs `work` and says how it ended: its exit code. An unexpected error becomes the problem `internal`, with what may
 * be said of it on stderr.
 */
export async function settle(
  { output, signal }: Place,
  json: boolean,
  work: () => Promise<number | undefined>,
): Promise<number> {
  const ended = await caught(work).catch((error: unknown) => error);
  const result = isResult(ended) ? ended : undefined;
  if (result?.ok) return result.value ?? exitCodes.done;
  if (signal.aborted) return exitCodes.interrupted;
  const problem = result?.problem ?? faultOf(ended);
  if (problem === undefined) output.stderr(`${JSON.stringify(safeError(ended), undefined, 2)}\n`);
  return refuse(output, json, problem ?? internal);
}

const isResult = (value: unknown): value is Result<number | undefined> =>
  typeof value === 'object' && value !== null && 'ok' in value && !(value instanceof Error);

/** Says a problem: as a sentence to the reader, and as the one document of --json. */
export function refuse(output: Output, json: boolean, problem: Problem): number {
  output.problem(problem);
  if (json) output.stdout(`${JSON.stringify({ problem })}\n`);
  return problem.code === 'wrong-usage' ? exitCodes.wrongUsage : exitCodes.failed;
}

/** For what nobody foresaw: the lines above it say what failed and where. */
const internal: Problem = problem('internal', 500, {
  zh: '系统内部错误，详情如上',
  en: 'Something failed inside; the lines above say where',
});
