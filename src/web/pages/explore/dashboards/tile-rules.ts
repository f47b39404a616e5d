import type { Dashboard, Tile } from '../../../../contract/explore.ts';

/** Ways to arrange tiles. Pure: each gives the tiles as they are to be stored. */

export const bareTiles = ({ tiles }: Pick<Dashboard, 'tiles'>): Tile[] =>
  tiles.map(({ chart_id, width, height }) => ({ chart_id, width, height }));

export type Arrangement = 'left' | 'right' | 'wider' | 'narrower' | 'taller' | 'lower' | 'remove';

const sizes: Readonly<Record<string, Partial<Tile>>> = {
  ...{ wider: { width: 1 }, narrower: { width: -1 }, taller: { height: 1 }, lower: { height: -1 } },
};

/** The tiles after one of them was moved, sized or removed; undefined where it cannot be. */
export function arranged(tiles: readonly Tile[], at: number, how: Arrangement): Tile[] | undefined {
  if (how === 'remove') return tiles.toSpliced(at, 1);
  const tile = tiles[at]!;
  if (how === 'left' || how === 'right') {
    const to = at + (how === 'left' ? -1 : 1);
    return to < 0 || to >= tiles.length ? undefined : tiles.toSpliced(at, 1).toSpliced(to, 0, tile);
  }
  const { width = 0, height = 0 } = sizes[how]!;
  const next = { ...tile, width: tile.width + width, height: tile.height + height };
  const fits = [next.width, next.height].every((it) => it >= 1 && it <= 3);
  return fits ? tiles.with(at, next) : undefined;
}
