/**
 * Expected failures are values. Every part of Shuke answers them in this one shape, which leaves the server as
 * application/problem+json (RFC 9457) and the CLI as one sentence per issue.
 */

/** A sentence for a reader, in both languages of the product. Never holds a personal value. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One thing wrong with an input: where it is and what to do about it. */
export interface Issue {
  /** Stable kebab-case code, such as `not-a-date`. */
  readonly code: string;
  /** JSON pointer into a body, a query parameter's name, a column's name, or an environment variable's name. */
  readonly field?: string;
  /** 1-based line of the file the input came from. */
  readonly line?: number;
  readonly message: Text;
}

/** An expected failure: stable code, HTTP status, sentence, and every issue found (not the first). */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly message: Text;
  readonly issues?: readonly Issue[];
  /** Seconds after which the same request may succeed; leaves as the header Retry-After. */
  readonly retryAfter?: number;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem,
});

/** Builds a problem; `issues` are listed to the caller in full. */
export function problem(code: string, status: number, message: Text, issues?: readonly Issue[]): Problem {
  return issues === undefined ? { code, status, message } : { code, status, message, issues };
}

/**
 * Carries a Problem through code that cannot return it (a transaction that must roll back, a stream).
 * Whoever opened the transaction turns it into a value again with `caught`.
 */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(it: Problem) {
    super(it.code);
    this.name = 'ProblemError';
    this.problem = it;
  }
}

/** Runs `work` and turns a thrown ProblemError back into a value; anything else is unexpected and goes on. */
export async function caught<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
}

/** The value, or a ProblemError thrown: for callers inside a transaction that must roll back. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.problem);
}
