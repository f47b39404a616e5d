/** The object without its undefined and empty fields, so that records say only what the file said. */
export function facts<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  // A loop, not entries and back: it runs some times an event, and every pair is garbage.
  const kept: { [Key in keyof T]?: Exclude<T[Key], undefined> } = {};
  for (const name of Object.keys(fields) as (keyof T)[]) {
    const value = fields[name];
    if (value !== undefined && value !== '') kept[name] = value as Exclude<T[keyof T], undefined>;
  }
  return kept;
}

/** The latest of some instants in ISO 8601; undefined where there is none. */
export function latest(...instants: readonly (string | undefined)[]): string | undefined {
  return instants
    .filter((instant) => instant !== undefined && instant !== '')
    .sort()
    .at(-1);
}
