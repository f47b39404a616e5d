import { useKitWords } from '../words.ts';
import { lengthIn } from './length.ts';
import { nothing } from './numbers.ts';

/** Says a length of time given in seconds; null is a dash. */
export function useLength(): (seconds: number | null) => string {
  const t = useKitWords();
  return (seconds) =>
    seconds === null
      ? nothing
      : lengthIn(seconds)
          .map(([unit, count]) => t(`length-${unit}`, { count }))
          .join(' ');
}
