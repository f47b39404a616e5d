/** Settings of screens by name: which columns a list has, how many rows a page, whether a tour was seen. */
export type Settings = Readonly<Record<string, unknown>>;

/** What stands: the server's word, but for what was chosen on this page since it opened, which is newer or on its way. */
export const standingOf = (server: Settings, chosen: Settings): Settings => ({ ...server, ...chosen });

/** The copy of a browser; whatever is not one of ours counts as none. */
export function readCopy(text: string | null): Settings {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};
  } catch {
    return {};
  }
}

/** One of the words allowed, else the first of them. */
export const wordOf = <W extends string | number>(words: readonly [W, ...W[]], value: unknown): W =>
  words.find((it) => it === value) ?? words[0];
