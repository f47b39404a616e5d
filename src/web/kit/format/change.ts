import type { Language } from '../words/language.ts';
import { numbersIn } from './formatters.ts';
import { nothing } from './numbers.ts';

/** How a figure stands against an earlier one. */
export interface Change {
  /** (now - before) / |before|; for shares the difference itself. Null where there is nothing to compare with. */
  readonly by: number | null;
  readonly kind: 'relative' | 'points';
}

/** A share changes by percentage points: from 2 % to 3 % is one point, not 50 %. */
export function changeOf(now: number | null, before: number | null, isShare = false): Change {
  if (isShare) return { by: now === null || before === null ? null : now - before, kind: 'points' };
  if (now === null || before === null || before === 0) return { by: null, kind: 'relative' };
  return { by: (now - before) / Math.abs(before), kind: 'relative' };
}

/** Rising, falling or neither, as it is shown: what rounds to nothing is no change. */
export function directionOf({ by }: Change): 'up' | 'down' | 'flat' {
  if (by === null || Math.abs(by) < 0.0005) return 'flat';
  return by > 0 ? 'up' : 'down';
}

/** The way a shop wants a measure to go: the catalogue's word for it. */
export type Better = 'up' | 'down' | 'neither';

/** Whether a change is what the shop wants; 'even' where nothing changed or neither way is better. */
export function verdictOf(direction: 'up' | 'down' | 'flat', better: Better): 'good' | 'bad' | 'even' {
  if (direction === 'flat' || better === 'neither') return 'even';
  return direction === better ? 'good' : 'bad';
}

/** `+12.5%`, `-0.3 pt`. Beyond tenfold the percentage says nothing more, so it is cut there. */
export function formatChange({ by, kind }: Change, language: Language): string {
  if (by === null) return nothing;
  if (kind === 'relative' && by > 9.995) return '>999%';
  const number = numbersIn(language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  const text = number.format(Math.round(by * 1000) / 10);
  if (kind === 'relative') return `${text}%`;
  return language === 'zh-CN' ? `${text} 个百分点` : `${text} pt`;
}
