/** The object without its undefined and empty fields, so that records say only what the file said. */
export function facts<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** The latest of some instants in ISO 8601; undefined where there is none. */
export function latest(...instants: readonly (string | undefined)[]): string | undefined {
  return instants
    .filter((instant) => instant !== undefined && instant !== '')
    .sort()
    .at(-1);
}
