import type { TimelineAsk, TimelineEntry, TimelinePlace, TimelineSource } from './timeline-source.ts';

/** Newest first; of one millisecond the greater key first. Keys compare by code unit, as `collate "C"` does. */
function newerFirst(one: TimelinePlace, other: TimelinePlace): number {
  if (one.at !== other.at) return one.at > other.at ? -1 : 1;
  return one.key > other.key ? -1 : one.key < other.key ? 1 : 0;
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** Where the next page begins; undefined on the last. */
  readonly next: TimelinePlace | undefined;
}

type Asking = Omit<TimelineAsk, 'types'> & { readonly types: ReadonlySet<string> | undefined };

/**
 * One page of everything that happened, merged from all sources: each answers its newest `limit`, so the newest `limit`
 * of all are among them. Sources run one after the other: they share one transaction.
 */
export async function readTimeline(sources: readonly TimelineSource[], ask: Asking): Promise<TimelinePage> {
  const found: TimelineEntry[] = [];
  for (const source of sources) {
    const types = new Set(source.types.filter((it) => ask.types === undefined || ask.types.has(it)));
    if (types.size > 0) found.push(...(await source.read({ ...ask, types })));
  }
  const behind = found.filter((it) => ask.before === undefined || newerFirst(it, ask.before) > 0);
  const entries = behind.sort(newerFirst).slice(0, ask.limit);
  const last = entries.at(-1);
  const more = entries.length === ask.limit && last !== undefined;
  return { entries, next: more ? { at: last.at, key: last.key } : undefined };
}
