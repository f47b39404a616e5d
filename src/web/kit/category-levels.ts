/** A category from the root down as it is typed: 茶 / 白茶. Pure. */

export const levelsText = (levels: readonly string[]): string => levels.join(' / ');

export const levelsOf = (text: string): string[] =>
  text
    .split('/')
    .map((it) => it.trim())
    .filter((it) => it !== '');
