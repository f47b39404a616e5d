import { useSyncExternalStore } from 'react';
import type { TierOutcome } from './outcome.tsx';
import type { Rules } from './paths.ts';

/** A ladder that is being worked on, and the version of the rules it began from: applied over another it is refused. */
export interface Draft {
  readonly rules: Rules;
  readonly version: number;
}

/** A draft with what is asked about it: everybody of a large shop takes half a minute, in which other pages are looked at. */
export interface Work {
  readonly draft: Draft;
  readonly busy?: 'simulate' | 'apply';
  readonly error?: unknown;
  /** Of the draft as it stands: every change of it takes the outcome away, so that nothing is applied unseen. */
  readonly outcome?: TierOutcome;
}

/** By shop, for as long as the console stands open: whoever looks something up on another page finds it again. */
const kept = new Map<string, Work>();
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The work of a shop; undefined: none was begun. */
export const useKeptWork = (shop: string): Work | undefined =>
  useSyncExternalStore(listen, () => kept.get(shop));

/** Undefined forgets it. */
export function keepWork(shop: string, work: Work | undefined): void {
  if (work === undefined) kept.delete(shop);
  else kept.set(shop, work);
  for (const listener of listeners) listener();
}

/** Whether a draft is still the one that is worked on: what was asked of another says nothing about it. */
export const isWorkedOn = (shop: string, draft: Draft): boolean => kept.get(shop)?.draft === draft;
