/** Widths of a list's columns that the reader chose, by key, in pixels. Pure. */
export type Widths = Readonly<Record<string, number>>;

export const LEAST_WIDTH = 56;
export const MOST_WIDTH = 800;

/** What one step of an arrow key is. */
export const WIDTH_STEP = 16;

const within = (width: number): number => Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));

/** What was kept; whatever is no width counts as none. */
export function keptWidths(kept: unknown): Widths {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
  const widths = Object.entries(kept).filter(([, it]) => typeof it === 'number' && Number.isFinite(it));
  return Object.fromEntries(widths.map(([key, it]) => [key, within(it as number)]));
}

/** With another width of a column; undefined: as wide as what stands in it. */
export function withWidth(widths: Widths, key: string, width: number | undefined): Widths {
  const { [key]: _, ...others } = widths;
  return width === undefined ? others : { ...others, [key]: within(width) };
}
