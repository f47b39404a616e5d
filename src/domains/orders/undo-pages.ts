import type { Undoing } from './storing.ts';

/** Repeats a page, in a transaction of its own, until it finds nothing more. */
export async function inPages({ onUndone }: Undoing, page: () => Promise<number>): Promise<void> {
  for (let undone = await page(); undone > 0; undone = await page()) onUndone?.(undone);
}
