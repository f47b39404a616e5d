/** The page of paths as it stands in the address bar. Pure. */

export const viewDefaults = {
  ...{
    tab: 'paths',
    days: 'last-30',
    direction: 'forward',
    event: '',
    depth: '4',
    top: '6',
    loops: 'fold',
    pages: 'group',
  },
  ...{ by: 'channel', kind: 'carted', within: '7d' },
};

export const tabs = ['paths', 'visits', 'drop-off'] as const;
export const depths = ['2', '3', '4', '5', '6', '8'] as const;
export const tops = ['3', '6', '10', '15'] as const;
export const splits = ['channel', 'landing', 'source', 'campaign', 'device', 'day'] as const;
export const withins = ['1d', '3d', '7d', '14d', '30d'] as const;

export const oneOf = <T extends string>(words: readonly T[], word: string, fallback: T): T =>
  words.find((it) => it === word) ?? fallback;

/** The event paths begin with where the reader chose none: a look at a page or product, else the most frequent. */
export function suggestedEvent(names: readonly string[]): string {
  return ['Page Viewed', 'Product Viewed'].find((it) => names.includes(it)) ?? names[0] ?? '';
}
