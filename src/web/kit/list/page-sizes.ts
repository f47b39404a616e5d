import { wordOf } from '../settings/settings-rules.ts';

/** Rows a page may have; the first is what it has unless the reader chose. */
export const pageSizes = [50, 20, 100, 200] as const;

/** The setting that keeps how many rows a page of a list has. */
export const sizeSetting = (list: string): string => `rows.${list}`;

/** How many it has, of what was kept. */
export const sizeOf = (kept: unknown): number => wordOf(pageSizes, kept);
