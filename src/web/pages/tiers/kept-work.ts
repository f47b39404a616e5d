import { useState } from 'react';
import type { Rules } from './paths.ts';

/** A ladder that is being worked on, and the version of the rules it began from: applied over another it is refused. */
export interface Draft {
  readonly rules: Rules;
  readonly version: number;
}

/** By shop, for as long as the console stands open: whoever looks something up on another page finds it again. */
const kept = new Map<string, Draft>();

/** The draft of a shop, and how to change it; undefined forgets it. */
export function useKeptDraft(shop: string): [Draft | undefined, (draft: Draft | undefined) => void] {
  const [draft, setDraft] = useState(kept.get(shop));
  const keep = (next: Draft | undefined) => {
    if (next === undefined) kept.delete(shop);
    else kept.set(shop, next);
    setDraft(next);
  };
  return [draft, keep];
}
