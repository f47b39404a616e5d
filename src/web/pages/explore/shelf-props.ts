import type { Carried } from './fields.tsx';
import type { Saying } from './use-saying.ts';
import type { Shelf as ShelfName, View } from './view-rules.ts';

/** What a shelf and the chips on it are given. */
export interface ShelfProps {
  readonly shelf: ShelfName;
  readonly view: View;
  readonly saying: Saying;
  /** What is being dragged; undefined for nothing. */
  readonly carried: Carried | undefined;
  readonly onCarry: (field: Carried | undefined) => void;
  /** Dropped at a place, or at the end. */
  readonly onPut: (shelf: ShelfName, code: string, at?: number) => void;
  readonly onChange: (view: View) => void;
  readonly onFilter: (dimension: string) => void;
}
