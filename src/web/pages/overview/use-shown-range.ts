import { useRef } from 'react';
import type { Range } from './range-rules.ts';

/**
 * The range an answer on screen is of: while the next one is on its way, the former answer stays, and its months must
 * not be read as the days that were asked for since.
 */
export function useShownRange(range: Range, answer: { readonly isPlaceholderData: boolean }): Range {
  const shown = useRef(range);
  if (!answer.isPlaceholderData) shown.current = range;
  return shown.current;
}
