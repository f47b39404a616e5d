import { type Province, provinceOf, provinces } from '../../../kit/places/provinces.ts';

export interface PlaceRow {
  /** As the data spells it. */
  readonly spelling: string;
  readonly value: number;
}

export interface ProvinceTile extends Province {
  readonly value: number;
  readonly share: number | null;
  /** 0 to 1: the most is 1. */
  readonly strength: number;
  /** The one spelling found, by which its people can be opened; undefined where there are several or none. */
  readonly spelling: string | undefined;
}

/** All 34 squares with their sums; `elsewhere` is what lies in none of them. */
export function prepareTiles(rows: readonly PlaceRow[]): { tiles: ProvinceTile[]; elsewhere: number } {
  const found = new Map<string, PlaceRow[]>();
  for (const row of rows) {
    const code = provinceOf(row.spelling)?.code ?? '';
    found.set(code, [...(found.get(code) ?? []), row]);
  }
  const sum = (of: readonly PlaceRow[] = []) => of.reduce((all, it) => all + it.value, 0);
  const most = Math.max(0, ...provinces.map((it) => sum(found.get(it.code))));
  const total = sum(rows);
  const tiles = provinces.map((it) => {
    const own = found.get(it.code) ?? [];
    const value = sum(own);
    return {
      ...it,
      value,
      share: total > 0 ? value / total : null,
      strength: most > 0 ? Math.max(0, value) / most : 0,
      spelling: own.length === 1 ? own[0]!.spelling : undefined,
    };
  });
  return { tiles, elsewhere: sum(found.get('')) };
}
