/**
 * An unexpected error as it may be logged. Messages of databases and parsers quote the value they choked on, which
 * may be a person's phone number or address: of those only the kind, the code, the constraint and the stack's places
 * are kept. The messages of the language itself (TypeError, system calls) name code and files, and stay.
 */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const it = error as Error & Record<string, unknown>;
  const facts = {
    code: it.code,
    constraint: it.constraint,
    schema: it.schema,
    table: it.table,
    routine: it.routine,
  };
  return {
    kind: error.name,
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    ...(isHarmless(error) ? { message: error.message } : {}),
    stack: placesOf(error),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  };
}

/** Errors the engine or the system wrote itself, without a value of ours in them. */
function isHarmless(error: Error & { syscall?: unknown }): boolean {
  return ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name) || error.syscall !== undefined;
}

/** The lines `at ...` of a stack, without the message that stands before them. */
function placesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, 12);
}
